using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>Settings of <see cref="EaseTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class EaseOptions
{
    /// <summary>λ, the ridge penalty in users, 0.001…1,000,000: some 100 to 1000.</summary>
    [Range(1e-3, 1e6)]
    [Tunable(30, 2_000, Logarithmic = true)]
    public float Regularization { get; set; } = 250;

    /// <summary>p, 0…0.95: an item of n interactions is penalized by a further p/(1−p)·n, as if each interaction were dropped at random with this probability in training.</summary>
    [Range(0.0, 0.95)]
    [Tunable(0, 0.8)]
    public float Dropout { get; set; } = 0.5f;

    /// <summary>β, 0…1: a user with n interactions weighs n^−β, so that those who liked everything do not drown the others.</summary>
    [Range(0.0, 1.0)]
    public float UserNormalization { get; set; }

    /// <summary>Whether items that share genres, year, decade, tags or people (<see cref="TrainingData.Items"/>) are drawn together.</summary>
    public bool ItemFeatures { get; set; }

    /// <summary>Where <see cref="ItemFeatures"/> are used, what a feature weighs: so many users who like just the items that have it, 0.001…1000.</summary>
    [Range(1e-3, 1000.0)]
    [Tunable(0.2, 10, Logarithmic = true)]
    public float FeatureWeight { get; set; } = 2;

    /// <summary>Ratings from so many stars on count as an interaction, −1000…1000; the lowest counts all.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;

    /// <summary>The most items that take part, 1…40,000: those with the most interactions. The rest is scored by popularity. 4·n² bytes are needed while training.</summary>
    [Range(1, 40_000)]
    public int LargestCatalogue { get; set; } = 20_000;

    /// <summary>How many weights of each item are kept, the largest in magnitude, 0…40,000; 0 keeps all of them: a model of 4·n² instead of 8·kept·n bytes.</summary>
    [Range(0, 40_000)]
    public int WeightsPerItem { get; set; } = 500;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The result is the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
