namespace MovieMesh.Contracts.Api;

/// <summary>What a user gave the movies of one kind.</summary>
public sealed record TasteFigures
{
    /// <summary>The kind: a genre, or a decade such as <c>1990s</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How many of them the user rated.</summary>
    public required int Ratings { get; init; }

    /// <summary>What the user gave them on average, in stars.</summary>
    public required double MeanStars { get; init; }

    /// <summary>What everyone gives the same movies on average, in stars.</summary>
    public required double EveryoneMeanStars { get; init; }
}
