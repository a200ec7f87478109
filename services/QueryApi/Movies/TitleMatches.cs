namespace MovieMesh.QueryApi.Movies;

/// <summary>The movies that match a query, and how well each does: the lower the tier, the better.</summary>
internal sealed record TitleMatches(MovieSet Movies, Func<int, int> Tier);
