namespace MovieMesh.Contracts.Api;

/// <summary>How far the mesh is on its way from a data set to recommendations.</summary>
public sealed record MeshStatus
{
    /// <summary>Whether data, model and similar lists are all there.</summary>
    public required bool Ready { get; init; }

    /// <summary>The data set and its import.</summary>
    public required DatasetStatus Dataset { get; init; }

    /// <summary>The newest training run, or null before the first.</summary>
    public TrainingStatus? Training { get; init; }

    /// <summary>The experiment that runs, or null.</summary>
    public ExperimentStatus? Experiment { get; init; }

    /// <summary>The top-k similar lists of the model that serves.</summary>
    public required SimilaritiesStatus Similarities { get; init; }

    /// <summary>How many messages could not be handled and wait for an administrator, or null while the database does not answer.</summary>
    public int? DeadLetters { get; init; }

    /// <summary>The queues that are too long or that nobody reads, as last seen.</summary>
    public IReadOnlyList<QueueAlarm> QueueAlarms { get; init; } = [];
}
