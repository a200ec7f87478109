using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Settings of <see cref="SgdTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class SgdOptions : IIterativeOptions
{
    /// <summary>The number of latent factors k, 1…256. Cost per epoch grows with k; multiples of 8 waste nothing.</summary>
    [Range(1, 256)]
    [Tunable(8, 64, Logarithmic = true, Step = 8)]
    public int Factors { get; set; } = 32;

    /// <summary>η, the learning rate, 1e-4…10: the first step of a row; later ones shrink with the gradients that the row has seen.</summary>
    [Range(1e-4, 10)]
    [Tunable(0.02, 0.3, Logarithmic = true)]
    public float LearningRate { get; set; } = 0.08f;

    /// <summary>λ, the penalty on factors in each step, 1e-5…10; a row of n ratings is penalized by λ·(n + n₀) in an epoch.</summary>
    [Range(1e-5, 10)]
    [Tunable(0.02, 0.3, Logarithmic = true)]
    public float Regularization { get; set; } = 0.065f;

    /// <summary>n₀ of items, ratings that each is penalized for beside its own, 0…10,000: keeps the factors of rarely rated movies near zero, where the bias speaks.</summary>
    [Range(0.0, 10_000.0)]
    [Tunable(5, 200, Logarithmic = true)]
    public float ItemRegularizationOffset { get; set; } = 50;

    /// <summary>n₀ of users, 0…10,000.</summary>
    [Range(0.0, 10_000.0)]
    [Tunable(1, 100, Logarithmic = true)]
    public float UserRegularizationOffset { get; set; } = 80;

    /// <summary>λ_b, the penalty on a user's or item's bias in an epoch, 0.001…1000.</summary>
    [Range(1e-3, 1000)]
    [Tunable(0.5, 15, Logarithmic = true)]
    public float BiasRegularization { get; set; } = 3;

    /// <summary>The largest number of epochs, 1…1000; an epoch visits every rating once.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 30;

    /// <summary>Epochs without a better held-out RMSE after which training stops, 1…1000. The model of the best epoch is returned.</summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 3;

    /// <summary>The smallest drop of the held-out RMSE in stars, 0…1, that counts as better for <see cref="Patience"/>.</summary>
    [Range(0.0, 1.0)]
    public double MinimumImprovement { get; set; } = 1e-4;

    /// <summary>
    /// B, 1…256: users and items are cut into so many blocks each, and at most so many threads can work. Part of the result, as the order of visits depends on it.
    /// </summary>
    [Range(1, 256)]
    public int Blocks { get; set; } = 16;

    /// <summary>The seed of the first factors and of the order of visits. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
