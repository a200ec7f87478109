namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>An A/B test of two models; at most one runs.</summary>
internal sealed class ExperimentRow
{
    public long Id { get; set; }

    public string Name { get; set; } = "";

    public long ControlVersion { get; set; }

    public long ChallengerVersion { get; set; }

    public double ChallengerShare { get; set; }

    public bool IsRunning { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndReason { get; set; }
}
