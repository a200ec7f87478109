namespace MovieMesh.Contracts;

/// <summary>Event from Ingestion: these ratings are committed. One event per committed batch of submissions.</summary>
/// <remarks>Only ratings that changed the store are listed; a redelivered or outdated submission leaves no trace here.</remarks>
public sealed record RatingsRecorded
{
    /// <summary>The ratings of the batch, in order of <see cref="RecordedRating.Sequence"/>.</summary>
    public required IReadOnlyList<RecordedRating> Ratings { get; init; }

    /// <summary>When the batch was committed.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
