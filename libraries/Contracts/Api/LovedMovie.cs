namespace MovieMesh.Contracts.Api;

/// <summary>A movie that similar users loved.</summary>
public sealed record LovedMovie
{
    /// <summary>The movie.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>How many of the neighbours gave it four stars or more.</summary>
    public required int Neighbours { get; init; }

    /// <summary>The mean of the stars that these gave it.</summary>
    public required float MeanStars { get; init; }

    /// <summary>The share of the neighbourhood that loved it, 0 to 1, each neighbour counting by similarity.</summary>
    public required float Score { get; init; }
}
