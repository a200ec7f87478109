namespace MovieMesh.WebUI.Gateway;

/// <summary>Which recommendations to make.</summary>
public sealed record RecommendationQuery
{
    public int Count { get; init; } = 20;

    public string? Genre { get; init; }

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }

    /// <summary>Whether movies reported as seen are left out, as rated ones always are.</summary>
    public bool ExcludeViewed { get; init; }

    /// <summary><c>stars</c> for the best by predicted stars; null for the model's usual order.</summary>
    public string? Sort { get; init; }
}
