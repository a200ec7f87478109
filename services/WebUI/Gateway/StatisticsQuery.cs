namespace MovieMesh.WebUI.Gateway;

/// <summary>Which movies' statistics to read.</summary>
public sealed record StatisticsQuery
{
    public string? Genre { get; init; }

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }
}
