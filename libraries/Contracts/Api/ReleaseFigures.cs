namespace MovieMesh.Contracts.Api;

/// <summary>The movies that came out in a year.</summary>
public sealed record ReleaseFigures
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>How many movies came out.</summary>
    public required int Movies { get; init; }

    /// <summary>How many ratings they have.</summary>
    public required long Ratings { get; init; }

    /// <summary>The mean of those in stars, or null when there are none.</summary>
    public double? MeanStars { get; init; }
}
