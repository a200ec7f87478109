using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Settings of <see cref="CoRaterSimilarities"/>.</summary>
public sealed class SimilarityOptions
{
    /// <summary>The length of each list, 1…10,000.</summary>
    [Range(1, 10_000)]
    public int Count { get; set; } = 50;

    /// <summary>
    /// s, the support at which a similarity counts half, 0…100,000 co-raters: it is multiplied by n/(n + s) for n users who rated both, so that
    /// two movies seen together by two people are not "identical". 0 leaves the plain measure.
    /// </summary>
    [Range(0.0, 100_000.0)]
    public float Shrinkage { get; set; } = 10;

    /// <summary>Pairs with fewer co-raters than this are not neighbours, 1…2³¹−1. One person's opinion of two movies says nothing of how they vary together.</summary>
    [Range(1, int.MaxValue)]
    public int MinimumCoRaters { get; set; } = 2;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The lists are the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
