using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Settings of <see cref="FactorCosine"/>.</summary>
public sealed class FactorSimilarityOptions
{
    /// <summary>The length of each list, 1…10,000.</summary>
    [Range(1, 10_000)]
    public int Count { get; set; } = 50;

    /// <summary>Items with fewer ratings than this are nobody's neighbours, 0…2³¹−1: the direction of a vector learned from one rating says little.</summary>
    [Range(0, int.MaxValue)]
    public int MinimumRatings { get; set; } = 5;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The lists are the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
