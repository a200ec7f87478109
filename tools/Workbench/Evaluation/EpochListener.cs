using MovieMesh.Recommenders;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Hears of epochs at once and in order; Progress of T would report through the thread pool.</summary>
internal sealed class EpochListener(Action<TrainingEpoch> listen) : IProgress<TrainingEpoch>
{
    public void Report(TrainingEpoch value) => listen(value);
}
