namespace MovieMesh.Contracts;

/// <summary>Event from QueryApi, or TrainingWorker after a promotion: everybody is served by one model again.</summary>
public sealed record ExperimentEnded
{
    /// <summary>The experiment.</summary>
    public required long ExperimentId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Why, in one line.</summary>
    public required string Reason { get; init; }
}
