namespace MovieMesh.QueryApi.Movies;

/// <summary>How a list of movies is ordered.</summary>
internal enum MovieSort
{
    /// <summary>Most ratings first.</summary>
    Popular,

    /// <summary>Best Bayesian average first.</summary>
    Rating,

    /// <summary>By title, articles passed over.</summary>
    Title,

    /// <summary>Newest first.</summary>
    Year,

    /// <summary>Closest to the words searched first.</summary>
    Relevance,
}
