namespace MovieMesh.WebUI.Gateway;

/// <summary>Which movies to list, as <c>GET /api/movies</c> takes it.</summary>
public sealed record MovieQuery
{
    public string? Search { get; init; }

    public string? Genre { get; init; }

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }

    public string? Sort { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 24;
}
