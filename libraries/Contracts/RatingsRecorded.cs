namespace MovieMesh.Contracts;

/// <summary>Event from Ingestion: these ratings are committed. One event per committed batch of submissions.</summary>
/// <remarks>
/// Outdated submissions leave no trace here. A submission that is delivered again is announced again word for word, with its first sequence number, as its first
/// announcement may have been lost: who counts, rather than replaces, ignores sequence numbers seen before.
/// </remarks>
public sealed record RatingsRecorded
{
    /// <summary>The ratings of the batch, in order of <see cref="RecordedRating.Sequence"/>.</summary>
    public required IReadOnlyList<RecordedRating> Ratings { get; init; }

    /// <summary>When the batch was committed.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
