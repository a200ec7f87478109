using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Settings of <see cref="FactorCosine"/>.</summary>
public sealed class FactorSimilarityOptions
{
    /// <summary>The length of each list, 1…10,000.</summary>
    [Range(1, 10_000)]
    public int Count { get; set; } = 50;

    /// <summary>
    /// s, the number of ratings at which a neighbour's cosine counts half, 0…100,000: it is multiplied by n/(n + s) for a neighbour with n ratings, because
    /// the direction of a vector learned from a handful of ratings says little. 0 leaves the plain cosine.
    /// </summary>
    [Range(0.0, 100_000.0)]
    public float Shrinkage { get; set; } = 20;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The lists are the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
