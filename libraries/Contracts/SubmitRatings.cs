namespace MovieMesh.Contracts;

/// <summary>Command to Ingestion: record many ratings. As if each had been submitted by itself, but one message and one confirm for all.</summary>
public sealed record SubmitRatings
{
    /// <summary>The most ratings that one message carries.</summary>
    public const int Most = 10_000;

    /// <summary>The ratings, in no particular order.</summary>
    public required IReadOnlyList<SubmitRating> Ratings { get; init; }
}
