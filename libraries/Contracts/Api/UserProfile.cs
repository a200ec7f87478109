namespace MovieMesh.Contracts.Api;

/// <summary>What a user's ratings tell of their taste.</summary>
public sealed record UserProfile
{
    /// <summary>How many movies the user rated.</summary>
    public required int Ratings { get; init; }

    /// <summary>What the user gave them on average, in stars; null when there are none.</summary>
    public double? MeanStars { get; init; }

    /// <summary>What everyone gives the same movies on average, in stars.</summary>
    public double? EveryoneMeanStars { get; init; }

    /// <summary>The user's ratings per half star: index 0 counts 0.5 stars, index 9 counts 5 stars.</summary>
    public required IReadOnlyList<int> Histogram { get; init; }

    /// <summary>By genre, most rated first; a movie of several genres counts in each.</summary>
    public required IReadOnlyList<TasteFigures> Genres { get; init; }

    /// <summary>By decade of release, oldest first.</summary>
    public required IReadOnlyList<TasteFigures> Decades { get; init; }

    /// <summary>Whether the ratings database could not be asked, so that this is by the ratings known without, which may be none.</summary>
    public bool Stale { get; init; }
}
