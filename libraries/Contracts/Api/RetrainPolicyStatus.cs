namespace MovieMesh.Contracts.Api;

/// <summary>How near the next training is that nobody asks for.</summary>
public sealed record RetrainPolicyStatus
{
    /// <summary>When the trainer last looked.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The newest training run that was to serve, from whose data on things are counted; null before the first.</summary>
    public long? NewestRunId { get; init; }

    /// <summary>Whether it is still running; meanwhile nothing fires.</summary>
    public required bool IsTraining { get; init; }

    /// <summary>Before this nothing fires, so that trainings do not follow each other without pause.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The experiment that runs, by name; while one does, nothing fires, as another model would end it. Null otherwise.</summary>
    public string? HeldBackBy { get; init; }

    /// <summary>The triggers; the first one that is due gives the reason.</summary>
    public required IReadOnlyList<RetrainTrigger> Triggers { get; init; }
}
