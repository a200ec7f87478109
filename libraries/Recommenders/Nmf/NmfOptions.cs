using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>Settings of <see cref="NmfTrainer"/>.</summary>
public sealed class NmfOptions : IIterativeOptions
{
    /// <summary>The number of factors k, 1…256.</summary>
    [Range(1, 256)]
    public int Factors { get; set; } = 16;

    /// <summary>λ, the ridge penalty, 1e-5…1000: a row of n ratings is drawn to the mean vector with the weight λ·(n + n₀).</summary>
    [Range(1e-5, 1000)]
    public float Regularization { get; set; } = 0.1f;

    /// <summary>n₀ of users, ratings that each is penalized for beside the own, 0…10,000.</summary>
    [Range(0.0, 10_000.0)]
    public float UserRegularizationOffset { get; set; } = 5;

    /// <summary>n₀ of items, 0…10,000.</summary>
    [Range(0.0, 10_000.0)]
    public float ItemRegularizationOffset { get; set; } = 20;

    /// <summary>The largest number of epochs, 1…1000; one epoch solves all items, then all users.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 20;

    /// <summary>Epochs without a better held-out RMSE after which training stops and the best epoch's model is returned, 1…1000. Without held-out ratings all are run.</summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 3;

    /// <summary>The seed of the first item factors. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
