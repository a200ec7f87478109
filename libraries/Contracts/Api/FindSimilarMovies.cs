namespace MovieMesh.Contracts.Api;

/// <summary>A request for the movies most similar to several.</summary>
public sealed record FindSimilarMovies
{
    /// <summary>The movies, 1 to 50.</summary>
    public required IReadOnlyList<int> MovieIds { get; init; }

    /// <summary>The similarity measure's name.</summary>
    // Settable, as the generated JSON reader forgets the defaults of init-only members.
    public string Measure { get; set; } = SimilarityMeasures.Default;

    /// <summary>Movies with fewer ratings are left out.</summary>
    public int MinimumRatings { get; init; }

    /// <summary>How many movies to list at most, 1 to 200.</summary>
    public int Limit { get; set; } = 20;
}
