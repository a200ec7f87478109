using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>Settings of <see cref="IalsTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class IalsOptions : IIterativeOptions
{
    /// <summary>The number of latent factors k, 1…1024. Multiples of 8 waste nothing.</summary>
    [Range(1, 1024)]
    [Tunable(32, 256, Logarithmic = true, Step = 8)]
    public int Factors { get; set; } = 128;

    /// <summary>
    /// λ, the ridge penalty, 0…1000: a row of n interactions is penalized by λ·(n + α₀·N)^<see cref="RegularizationExponent"/>, N rows being on the other side.
    /// 0 chooses it by the number of interactions, .02·(40,000/interactions)^⅓, at most 1, which fits what was found best on MovieLens from 40 thousand to ten million.
    /// </summary>
    [Range(0.0, 1000.0)]
    public float Regularization { get; set; }

    /// <summary>ν, 0…1: how the penalty grows with a row's interactions; 1 scales λ by their number, 0 is one λ for all rows.</summary>
    [Range(0.0, 1.0)]
    public float RegularizationExponent { get; set; } = 1;

    /// <summary>α₀, 1e-6…100: what an unobserved pair weighs, an observed one weighing 1.</summary>
    [Range(1e-6, 100)]
    [Tunable(0.01, 1, Logarithmic = true)]
    public float UnobservedWeight { get; set; } = 0.1f;

    /// <summary>Ratings from so many stars on count as an interaction, −1000…1000; the lowest counts all.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;

    /// <summary>What each star above <see cref="PositiveThreshold"/> adds to the weight of an interaction, 0…100; 0 lets all weigh 1.</summary>
    [Range(0.0, 100.0)]
    public float StarWeight { get; set; } = 1;

    /// <summary>Whether items that share genres, year, decade, tags or people (<see cref="TrainingData.Items"/>) are drawn together.</summary>
    public bool ItemFeatures { get; set; }

    /// <summary>Where <see cref="ItemFeatures"/> are used, the weight of the interactions of a feature, which counts as one more user who likes just the items that have it, 0.001…1000.</summary>
    [Range(1e-3, 1000.0)]
    [Tunable(0.2, 5, Logarithmic = true)]
    public float FeatureWeight { get; set; } = 1;

    /// <summary>The largest number of epochs, 1…1000; one epoch solves all items, then all users.</summary>
    [Range(1, 1000)]
    [Tunable(4, 32, Step = 1)]
    public int Epochs { get; set; } = 16;

    /// <summary>
    /// Epochs without a better held-out NDCG@10 after which training stops, 1…1000. The model of the best epoch is returned. Without held-out ratings all
    /// epochs are run and the last is returned.
    /// </summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 4;

    /// <summary>How rows are solved.</summary>
    public ImplicitSolver Solver { get; set; } = ImplicitSolver.Cholesky;

    /// <summary>Steps a row and half-epoch, 1…100, where <see cref="Solver"/> is <see cref="ImplicitSolver.ConjugateGradient"/>.</summary>
    [Range(1, 100)]
    public int ConjugateGradientSteps { get; set; } = 3;

    /// <summary>The seed of the first item factors. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
