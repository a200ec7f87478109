namespace MovieMesh.Contracts.Api;

/// <summary>Movies with about the same number of ratings and about the same mean.</summary>
public sealed record PopularityFigures
{
    /// <summary>The fewest ratings; the steps begin at 1, 2, 5, 10, 20, 50 and so on.</summary>
    public required int RatingsFrom { get; init; }

    /// <summary>The most ratings.</summary>
    public required int RatingsTo { get; init; }

    /// <summary>The lowest mean in stars; the step above begins a quarter of a star higher.</summary>
    public required double MeanFrom { get; init; }

    /// <summary>How many movies there are.</summary>
    public required int Movies { get; init; }
}
