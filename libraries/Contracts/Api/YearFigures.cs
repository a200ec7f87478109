namespace MovieMesh.Contracts.Api;

/// <summary>What was rated in a year.</summary>
public sealed record YearFigures
{
    /// <summary>The year, of UTC.</summary>
    public required int Year { get; init; }

    /// <summary>How many ratings were given.</summary>
    public required long Ratings { get; init; }

    /// <summary>Their mean in stars.</summary>
    public required double MeanStars { get; init; }
}
