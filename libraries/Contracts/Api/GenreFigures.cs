namespace MovieMesh.Contracts.Api;

/// <summary>The movies of a genre; a movie of several genres counts in each.</summary>
public sealed record GenreFigures
{
    /// <summary>The genre.</summary>
    public required string Genre { get; init; }

    /// <summary>How many movies it has.</summary>
    public required int Movies { get; init; }

    /// <summary>How many ratings they have.</summary>
    public required long Ratings { get; init; }

    /// <summary>The mean of those in stars, or null when there are none.</summary>
    public double? MeanStars { get; init; }
}
