using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Settings of <see cref="HybridTrainer"/>. The default parts were chosen on a validation split of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class HybridOptions
{
    /// <summary>The algorithm that learns from ratings, by name, with settings in brackets: <c>svd++(factors=16)</c>.</summary>
    [Required]
    public string Collaborative { get; set; } = "item-knn";

    /// <summary>The algorithm that knows movies by their genres, tags, years and words; it answers where there are few ratings.</summary>
    [Required]
    public string Content { get; set; } = "als-features";

    /// <summary>The share of the ratings by which h_u and h_i are chosen, with models trained on the rest, 0.01…0.5; after that the parts are trained on all.</summary>
    [Range(0.01, 0.5)]
    public double ValidationShare { get; set; } = 0.15;

    /// <summary>The seed of the split, and of the parts. The same seed, data and options give the same bits, on any number of threads, if the parts keep that promise.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads that each part may use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
