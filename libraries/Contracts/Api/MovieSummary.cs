namespace MovieMesh.Contracts.Api;

/// <summary>A movie as lists show it.</summary>
public sealed record MovieSummary
{
    /// <summary>The MovieLens id.</summary>
    public required int Id { get; init; }

    /// <summary>The title without its year, article first: <c>The Matrix</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The year of release, if known.</summary>
    public int? Year { get; init; }

    /// <summary>Genres in the data set's words.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>How many users have rated it.</summary>
    public required int Ratings { get; init; }

    /// <summary>The mean of its ratings in stars, or null when there are none.</summary>
    public double? MeanStars { get; init; }

    /// <summary>The movie's number at TMDB (themoviedb.org), if linked.</summary>
    public int? TmdbId { get; init; }
}
