namespace MovieMesh.Contracts.Api;

/// <summary>A visitor's few ratings, to recommend from without storing them.</summary>
public sealed record RecommendFromRatings
{
    /// <summary>The ratings, at most 1,000, each movie once.</summary>
    public required IReadOnlyList<MovieStars> Ratings { get; init; }

    /// <summary>How many movies to recommend, 1 to 200.</summary>
    // Settable, as the generated JSON reader forgets the defaults of init-only members.
    public int Count { get; set; } = 20;

    /// <summary><c>stars</c> orders by predicted stars; nothing takes the model's usual order.</summary>
    public string? Sort { get; init; }
}
