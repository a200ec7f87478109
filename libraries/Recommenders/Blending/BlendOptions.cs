using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Settings of <see cref="BlendTrainer"/>. The default parts were chosen on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class BlendOptions
{
    /// <summary>The algorithms to blend, by name, with commas between; settings of one in brackets, with semicolons between: <c>als(factors=64;epochs=10),item-knn</c>.</summary>
    [Required]
    public string Parts { get; set; } = "bayes,svd++-features,item-knn";

    /// <summary>The share of the ratings that weights are fitted on, by models trained on the rest, 0.01…0.5; after that the parts are trained on all.</summary>
    [Range(0.01, 0.5)]
    public double ValidationShare { get; set; } = 0.15;

    /// <summary>λ, what draws the weights of a star-predicting blend to equal ones, in ratings, 0.001…1,000,000.</summary>
    [Range(1e-3, 1e6)]
    public double Regularization { get; set; } = 10;

    /// <summary>From so many stars on a rating counts as liked when the weights of a ranking are looked for, −1000…1000.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;

    /// <summary>The seed of the split, and of the parts. The same seed, data and options give the same bits, on any number of threads, if the parts keep that promise.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads that each part may use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
