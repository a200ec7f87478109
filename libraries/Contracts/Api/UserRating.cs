namespace MovieMesh.Contracts.Api;

/// <summary>A movie that a user has rated.</summary>
public sealed record UserRating
{
    /// <summary>The movie.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>Half a star to five stars.</summary>
    public required float Stars { get; init; }

    /// <summary>When it was rated.</summary>
    public required DateTimeOffset RatedAt { get; init; }

    /// <summary>Whether the ratings database could not be asked, so that there may be a later one.</summary>
    public bool Stale { get; init; }
}
