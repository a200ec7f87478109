namespace MovieMesh.Contracts.Api;

/// <summary>The movies of a genre that came out in a decade.</summary>
public sealed record GenreDecadeFigures
{
    /// <summary>The decade's first year.</summary>
    public required int Decade { get; init; }

    /// <summary>The genre.</summary>
    public required string Genre { get; init; }

    /// <summary>How many movies of the genre came out.</summary>
    public required int Movies { get; init; }

    /// <summary>Which share of the decade's movies that is, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>The mean of their ratings in stars, or null when there are none.</summary>
    public double? MeanStars { get; init; }
}
