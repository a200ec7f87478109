namespace MovieMesh.QueryApi.Movies;

/// <summary>What a page of movies is asked for with.</summary>
internal sealed record MovieQuery(string? Search, MovieFilter Filter, MovieSort? Sort, int Page, int PageSize);
