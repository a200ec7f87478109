namespace MovieMesh.Contracts;

/// <summary>One rating as it now stands in the store.</summary>
public sealed record RecordedRating
{
    /// <summary>The user who rated.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie rated.</summary>
    public required int MovieId { get; init; }

    /// <summary>The stars, or null when the rating was withdrawn.</summary>
    public required float? Stars { get; init; }

    /// <summary>The stars that this rating replaces, or null when there were none.</summary>
    public required float? PreviousStars { get; init; }

    /// <summary>When the gateway accepted the rating or its withdrawal.</summary>
    public required DateTimeOffset RatedAt { get; init; }

    /// <summary>The store's sequence number of this change: later commits have higher numbers.</summary>
    public required long Sequence { get; init; }
}
