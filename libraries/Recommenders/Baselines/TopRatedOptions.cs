using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Baselines;

/// <summary>Settings of <see cref="TopRatedTrainer"/>.</summary>
public sealed class TopRatedOptions
{
    /// <summary>C, the number of ratings at the mean of all that each item is given beside its own, 0.001…1,000,000; the larger, the more ratings it takes to lead the list.</summary>
    [Range(1e-3, 1e6)]
    public float PriorRatings { get; set; } = 5;
}
