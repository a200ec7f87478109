namespace MovieMesh.Contracts.Api;

/// <summary>All that is known of one movie.</summary>
public sealed record MovieDetails
{
    /// <summary>The movie as lists show it.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>Ratings per half star: index 0 counts 0.5 stars, index 9 counts 5 stars.</summary>
    public required IReadOnlyList<int> Histogram { get; init; }

    /// <summary>The tags most often given, most frequent first.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The movie's page at IMDb, if linked.</summary>
    public Uri? ImdbUrl { get; init; }

    /// <summary>The movie's page at TMDB, if linked.</summary>
    public Uri? TmdbUrl { get; init; }
}
