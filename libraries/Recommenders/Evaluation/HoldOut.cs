namespace MovieMesh.Recommenders.Evaluation;

/// <summary>Ratings split in two: what a model may learn from, and what it is measured by.</summary>
/// <param name="Training">The ratings to learn from, in their order of arrival.</param>
/// <param name="HeldOut">The ratings to measure by, in their order of arrival.</param>
public sealed record HoldOut(Rating[] Training, Rating[] HeldOut)
{
    /// <summary>
    /// Ratings by users whom training does not know at all, to fold those users in by; empty where <see cref="HeldOut"/> is about trained users.
    /// </summary>
    public Rating[] Given { get; init; } = [];
}
