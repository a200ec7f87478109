namespace MovieMesh.Contracts.Api;

/// <summary>The error of predictions made before the ratings were known, over some ratings in a row.</summary>
public sealed record PrequentialError
{
    /// <summary>How many ratings there were.</summary>
    public required long Ratings { get; init; }

    /// <summary>Root mean squared error in stars.</summary>
    public required double Rmse { get; init; }

    /// <summary>Mean absolute error in stars.</summary>
    public required double Mae { get; init; }

    /// <summary>Of how many of them the user turned out to like the movie (four stars or more), and the model knew it.</summary>
    public long Liked { get; init; }

    /// <summary>
    /// The median place, from 1, at which a liked movie stood in its user's list before it was rated; null while there is none.
    /// </summary>
    public double? MedianPlace { get; init; }

    /// <summary>The mean of one over that place: 1 would be the top each time.</summary>
    public double? ReciprocalPlace { get; init; }

    /// <summary>The share of liked movies that stood among the first ten, 0 to 1.</summary>
    public double? HitShare { get; init; }

    /// <summary>When the first was predicted.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When the last was.</summary>
    public required DateTimeOffset To { get; init; }
}
