namespace MovieMesh.Contracts.Api;

/// <summary>Many ratings at once.</summary>
public sealed record RateMovies
{
    /// <summary>Up to 10,000 ratings, each user and movie once.</summary>
    public required IReadOnlyList<UserStars> Ratings { get; init; }
}
