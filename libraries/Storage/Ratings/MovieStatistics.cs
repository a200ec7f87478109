namespace MovieMesh.Storage.Ratings;

/// <summary>What the ratings of a movie add up to.</summary>
/// <param name="Ratings">How many stand.</param>
/// <param name="StarsSum">The sum of their stars.</param>
/// <param name="Histogram">How many give half a star, one star, … five stars: <see cref="Bins"/> figures.</param>
public sealed record MovieStatistics(int Ratings, double StarsSum, int[] Histogram)
{
    /// <summary>Half-star steps from 0.5 to 5.</summary>
    public const int Bins = 10;

    /// <summary>Those of a movie that nobody rated.</summary>
    public static MovieStatistics None { get; } = new(0, 0, new int[Bins]);

    /// <summary>The mean, or null when nobody rated.</summary>
    public double? MeanStars => Ratings == 0 ? null : StarsSum / Ratings;
}
