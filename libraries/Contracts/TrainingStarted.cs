namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: a training run began.</summary>
public sealed record TrainingStarted
{
    /// <summary>The run, which is also the version of the model that it may lead to.</summary>
    public required long RunId { get; init; }

    /// <summary>The request that it answers.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Why the run was asked for.</summary>
    public required string Reason { get; init; }

    /// <summary>The most epochs that the run may take.</summary>
    public required int Epochs { get; init; }
}
