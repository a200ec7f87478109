namespace MovieMesh.WebUI.Gateway;

/// <summary>Which recommendations to make.</summary>
public sealed record RecommendationQuery
{
    public int Count { get; init; } = 20;

    public string? Genre { get; init; }

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }
}
