using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Settings of <see cref="RatersAndContent"/>.</summary>
public sealed class RatersAndContentOptions
{
    /// <summary>The length of each list, 1…10,000.</summary>
    [Range(1, 10_000)]
    public int Count { get; set; } = 50;

    /// <summary>h, the common raters at which the raters' cosine and what is written weigh the same, above 0…100,000.</summary>
    [Range(0.001, 100_000.0)]
    public float Shrinkage { get; set; } = 30;

    /// <summary>
    /// λ, what a cosine of contents is worth beside one of ratings, 0…1. Those of contents are larger: two movies of the same genres have .5 and more, where two that a
    /// third of their raters share have .3. 0 leaves the raters alone.
    /// </summary>
    [Range(0.0, 1.0)]
    public float ContentWeight { get; set; } = 0.1f;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The lists are the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
