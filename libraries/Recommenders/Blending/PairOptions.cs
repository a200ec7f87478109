using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Settings of <see cref="PairTrainer"/>.</summary>
public sealed class PairOptions
{
    /// <summary>What makes lists unless somebody says otherwise.</summary>
    public const string DefaultRanker = "taste";

    /// <summary>What predicts stars unless somebody says otherwise.</summary>
    public const string DefaultStars = "als";

    /// <summary>The algorithm that makes lists, any but a pair: see <see cref="PartSpecification"/>.</summary>
    [Required]
    public string Ranker { get; set; } = DefaultRanker;

    /// <summary>The algorithm that predicts stars, any that does but a pair: see <see cref="PartSpecification"/>.</summary>
    [Required]
    public string Stars { get; set; } = DefaultStars;

    /// <summary>
    /// The seed of both parts. The same seed, data and options give the same bits, on any number of threads, if the parts keep that
    /// promise.
    /// </summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads that each part may use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
