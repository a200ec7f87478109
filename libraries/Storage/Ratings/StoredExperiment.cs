namespace MovieMesh.Storage.Ratings;

/// <summary>An A/B test: users are split over two models.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, by which the split is drawn.</param>
/// <param name="ControlVersion">The model that served when it began, and serves the rest.</param>
/// <param name="ChallengerVersion">The model that is tried.</param>
/// <param name="ChallengerShare">The share of users who get it, 0…1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended, or null while it runs.</param>
/// <param name="EndReason">Why it ended, for people.</param>
public sealed record StoredExperiment(
    long Id, string Name, long ControlVersion, long ChallengerVersion, double ChallengerShare, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? EndReason)
{
    /// <summary>Whether it runs.</summary>
    public bool IsRunning => EndedAt is null;
}
