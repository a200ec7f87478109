using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Settings of <see cref="EmbeddingTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class EmbeddingOptions : IIterativeOptions
{
    /// <summary>The length k of user and item embeddings, 1…256. Multiples of 8 waste nothing.</summary>
    [Range(1, 256)]
    [Tunable(8, 64, Step = 8, Logarithmic = true)]
    public int Factors { get; set; } = 32;

    /// <summary>h, units of the first rectified layer, 1…1024; the second has half as many. Multiples of 16 waste nothing.</summary>
    [Range(1, 1024)]
    [Tunable(16, 128, Step = 16, Logarithmic = true)]
    public int Hidden { get; set; } = 32;

    /// <summary>The largest number of epochs, 1…1000.</summary>
    [Range(1, 1000)]
    [Tunable(8, 40, Step = 4)]
    public int Epochs { get; set; } = 24;

    /// <summary>Epochs without a better held-out RMSE after which training stops, 1…1000; the weights of the best epoch are kept. Without held-out ratings all epochs are run.</summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 5;

    /// <summary>Ratings per step, 8…65,536.</summary>
    [Range(8, 65_536)]
    public int BatchSize { get; set; } = 512;

    /// <summary>η, Adam's learning rate at the start, 1e-6…1; it falls in a straight line to a fiftieth of this over <see cref="Epochs"/>.</summary>
    [Range(1e-6, 1.0)]
    [Tunable(1e-3, 2e-2, Logarithmic = true)]
    public float LearningRate { get; set; } = 0.015f;

    /// <summary>λ, the penalty on embeddings, 0…1000: one learned from n ratings is penalized by λ·(n + n₀)·‖p‖².</summary>
    [Range(0.0, 1000.0)]
    [Tunable(0.03, 0.4, Logarithmic = true)]
    public float Regularization { get; set; } = 0.075f;

    /// <summary>n₀ of items, ratings that each is penalized for beside its own, 0…10,000: keeps the embeddings of rarely rated movies near zero, where the bias speaks.</summary>
    [Range(0.0, 10_000.0)]
    [Tunable(5, 200, Logarithmic = true)]
    public float ItemRegularizationOffset { get; set; } = 45;

    /// <summary>n₀ of users, 0…10,000; see <see cref="ItemRegularizationOffset"/>.</summary>
    [Range(0.0, 10_000.0)]
    [Tunable(5, 200, Logarithmic = true)]
    public float UserRegularizationOffset { get; set; } = 70;

    /// <summary>λ_b, the ridge penalty on a user's or item's bias, 0.001…1000: a bias counts as if it had that many ratings of 0 deviation beside its own.</summary>
    [Range(1e-3, 1000)]
    [Tunable(1, 12, Logarithmic = true)]
    public float BiasRegularization { get; set; } = 4;

    /// <summary>λ_w, the penalty per rating on the weights of the rectified layers, 0…1; without it they grow, and embeddings evade their own.</summary>
    [Range(0.0, 1.0)]
    [Tunable(5e-4, 5e-2, Logarithmic = true)]
    public float NetworkRegularization { get; set; } = 0.003f;

    /// <summary>The seed of first weights and of the order of samples. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
