namespace MovieMesh.Contracts;

/// <summary>Event from QueryApi: users are split over two models from now on.</summary>
public sealed record ExperimentStarted
{
    /// <summary>The experiment.</summary>
    public required long ExperimentId { get; init; }

    /// <summary>Its name, by which the split is drawn.</summary>
    public required string Name { get; init; }

    /// <summary>The version that serves.</summary>
    public required long ControlVersion { get; init; }

    /// <summary>The version that is tried.</summary>
    public required long ChallengerVersion { get; init; }

    /// <summary>The share of users who get it, 0 to 1.</summary>
    public required double ChallengerShare { get; init; }
}
