namespace MovieMesh.Recommenders.Tests.Contract;

/// <summary>Remembers every epoch that a trainer reports.</summary>
internal sealed class EpochRecorder : IProgress<TrainingEpoch>
{
    public List<TrainingEpoch> Seen { get; } = [];

    public Action<TrainingEpoch>? OnEpoch { get; init; }

    public void Report(TrainingEpoch value)
    {
        Seen.Add(value);
        OnEpoch?.Invoke(value);
    }
}
