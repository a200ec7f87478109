using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Settings of <see cref="EmbeddingTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class EmbeddingOptions : IIterativeOptions
{
    /// <summary>The length of user and item embeddings, 1…256.</summary>
    [Range(1, 256)]
    public int Factors { get; set; } = 16;

    /// <summary>Units of the first hidden layer, 1…1024; the second has half as many.</summary>
    [Range(1, 1024)]
    public int Hidden { get; set; } = 64;

    /// <summary>The largest number of epochs, 1…1000.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 6;

    /// <summary>Epochs without a better held-out RMSE after which training stops, 1…1000; the weights of the best epoch are kept. Without held-out ratings all epochs are run.</summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 3;

    /// <summary>Ratings per step, 8…65,536.</summary>
    [Range(8, 65_536)]
    public int BatchSize { get; set; } = 256;

    /// <summary>Adam's learning rate, 1e-6…1; it falls to a tenth of this by the last epoch.</summary>
    [Range(1e-6, 1.0)]
    public float LearningRate { get; set; } = 0.001f;

    /// <summary>n₀ of items, 0…10,000: an embedding learned from n ratings counts n/(n + n₀), so that rarely rated movies stay with their bias.</summary>
    [Range(0.0, 10_000.0)]
    public float ItemShrinkage { get; set; } = 100;

    /// <summary>n₀ of users, 0…10,000; see <see cref="ItemShrinkage"/>.</summary>
    [Range(0.0, 10_000.0)]
    public float UserShrinkage { get; set; } = 30;

    /// <summary>λ, the decoupled weight decay of embeddings, 0…1000: each step that touches one shrinks it by λ times the learning rate.</summary>
    [Range(0.0, 1000.0)]
    public float Regularization { get; set; } = 10;

    /// <summary>The ridge penalty on a user's or item's bias, 0.001…1000: a bias counts as if it had that many ratings of 0 deviation beside its own.</summary>
    [Range(1e-3, 1000)]
    public float BiasRegularization { get; set; } = 5;

    /// <summary>The seed of first weights and of the order of samples. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
