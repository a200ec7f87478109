namespace MovieMesh.Contracts.Api;

/// <summary>The experiment that runs, in short.</summary>
public sealed record ExperimentStatus
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What keeps it from working, or null.</summary>
    public string? Problem { get; init; }
}
