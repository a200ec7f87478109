using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Settings of <see cref="AlsTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class AlsOptions : IIterativeOptions
{
    /// <summary>The number of latent factors k, 0…256; 0 leaves the biases alone. Cost per epoch grows with k². Multiples of 8 waste nothing.</summary>
    [Range(0, 256)]
    [Tunable(8, 64, Logarithmic = true, Step = 8)]
    public int Factors { get; set; } = 32;

    /// <summary>
    /// λ, the ridge penalty on factors, 1e-5…1000. A row of n ratings is penalized by
    /// λ·(n + n₀)^<see cref="RegularizationExponent"/>, n₀ being <see cref="UserRegularizationOffset"/> or <see cref="ItemRegularizationOffset"/>.
    /// </summary>
    [Range(1e-5, 1000)]
    [Tunable(0.02, 0.3, Logarithmic = true)]
    public float Regularization { get; set; } = 0.08f;

    /// <summary>n₀ of items, ratings that each is penalized for beside its own, 0…10,000: keeps the factors of rarely rated movies near zero, where the bias speaks.</summary>
    [Range(0.0, 10_000.0)]
    [Tunable(5, 200, Logarithmic = true)]
    public float ItemRegularizationOffset { get; set; } = 50;

    /// <summary>n₀ of users, 0…10,000; the smaller, the sooner the list of a newcomer follows a few ratings.</summary>
    [Range(0.0, 10_000.0)]
    [Tunable(1, 100, Logarithmic = true)]
    public float UserRegularizationOffset { get; set; } = 5;

    /// <summary>ν, how the penalty on factors grows with a row's ratings, 0…1: 1 is "weighted-λ" ALS (λ scaled by count), 0 one λ for all rows.</summary>
    [Range(0.0, 1.0)]
    public float RegularizationExponent { get; set; } = 1;

    /// <summary>λ_b, the ridge penalty on a user's or item's bias in ratings, 0.001…1000: a bias counts as if it had that many ratings of 0 deviation beside its own.</summary>
    [Range(1e-3, 1000)]
    [Tunable(0.5, 15, Logarithmic = true)]
    public float BiasRegularization { get; set; } = 2;

    /// <summary>
    /// Whether items are expected where their genres, decade, tags and people say (<see cref="TrainingData.Items"/>) rather than at zero; then the model knows items without
    /// ratings too.
    /// </summary>
    public bool ItemFeatures { get; set; }

    /// <summary>The ridge penalty on the factors of an item feature, 0.001…1e6.</summary>
    [Range(1e-3, 1e6)]
    [Tunable(2, 100, Logarithmic = true)]
    public float FeatureRegularization { get; set; } = 10;

    /// <summary>The ridge penalty on the bias of an item feature, 0.001…1e6.</summary>
    [Range(1e-3, 1e6)]
    [Tunable(1, 100, Logarithmic = true)]
    public float FeatureBiasRegularization { get; set; } = 10;

    /// <summary>The largest number of epochs, 1…1000; one epoch solves all items, then all users.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 15;

    /// <summary>
    /// Epochs without a better held-out RMSE after which training stops, 1…1000. The model of the best epoch is returned. Without held-out ratings all
    /// epochs are run and the last is returned.
    /// </summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 3;

    /// <summary>The smallest drop of the held-out RMSE in stars, 0…1, that counts as better for <see cref="Patience"/>.</summary>
    [Range(0.0, 1.0)]
    public double MinimumImprovement { get; set; } = 1e-4;

    /// <summary>The seed of the first item factors. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
