using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Baselines;

/// <summary>Settings of <see cref="TrendingTrainer"/>.</summary>
public sealed class TrendingOptions
{
    /// <summary>The days after which a rating counts half, 0.01…100,000.</summary>
    [Range(0.01, 1e5)]
    public double HalfLifeDays { get; set; } = 90;

    /// <summary>Ratings from so many stars on count, −1000…1000; the lowest counts all.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;
}
