using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Baselines;

/// <summary>Settings of <see cref="PopularityTrainer"/>.</summary>
public sealed class PopularityOptions
{
    /// <summary>Ratings from so many stars on count, −1000…1000; the lowest counts all.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;
}
