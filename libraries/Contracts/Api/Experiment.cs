namespace MovieMesh.Contracts.Api;

/// <summary>Users split over two models.</summary>
public sealed record Experiment
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, by which the split is drawn.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>What keeps it from working while it runs, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The control, then the challenger.</summary>
    public required IReadOnlyList<ExperimentArm> Arms { get; init; }
}
