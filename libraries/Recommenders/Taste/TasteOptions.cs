using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Taste;

/// <summary>Settings of <see cref="TasteTrainer"/>. How the defaults were chosen is told in <c>docs/algorithms.md</c>.</summary>
public sealed class TasteOptions
{
    /// <summary>k, the latent factors of the part that knows the whole catalogue, 1…1024. Multiples of 8 waste nothing.</summary>
    [Range(1, 1024)]
    public int Factors { get; set; } = 64;

    /// <summary>Epochs of that part, 1…1000.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 10;

    /// <summary>The items that have weights to each other, those with the most likes, 1…40,000; 4·n² bytes are needed while training.</summary>
    [Range(1, 40_000)]
    public int LargestCatalogue { get; set; } = 10_000;

    /// <summary>How many weights of each item are kept, the largest in magnitude, 1…40,000; 8 bytes each.</summary>
    [Range(1, 40_000)]
    public int WeightsPerItem { get; set; } = 500;

    /// <summary>Ratings from so many stars on count as a like when items are learned, −1000…1000; users are known by ratings of all heights.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;

    /// <summary>What the factors count beside the item-to-item weights, 0…100.</summary>
    [Range(0.0, 100.0)]
    public float FactorWeight { get; set; } = 0.5f;

    /// <summary>What an item's popularity (the share of the users who like it) counts beside what speaks for it, 0…100: the larger, the safer the lists, and the more alike.</summary>
    [Range(0.0, 100.0)]
    [Tunable(0.01, 0.3, Logarithmic = true)]
    public float PopularityWeight { get; set; } = 0.055f;

    /// <summary>What common genres, tags and people with the loved items count, where these are of one kind, 0…100.</summary>
    [Range(0.0, 100.0)]
    [Tunable(0.1, 3, Logarithmic = true)]
    public float ContentWeight { get; set; } = 0.8f;

    /// <summary>The power of popularity by which scores are divided for a user whose loved items are all of one kind, 0…2; 0 leaves popular items where they are.</summary>
    [Range(0.0, 2.0)]
    [Tunable(0.1, 1)]
    public float FocusDamping { get; set; } = 0.6f;

    /// <summary>The most that the focus of a user counts, 0…1: one loved item alone is as focused as can be, and says less than several alike.</summary>
    [Range(0.0, 1.0)]
    [Tunable(0.5, 1)]
    public float LargestFocus { get; set; } = 0.8f;

    /// <summary>The seed of the first item factors. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The result is the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
