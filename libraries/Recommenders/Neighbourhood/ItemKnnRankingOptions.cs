using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>Settings of <see cref="ItemKnnRankingTrainer"/>.</summary>
public sealed class ItemKnnRankingOptions
{
    /// <summary>How alike two items are.</summary>
    [EnumDataType(typeof(RatingSimilarity))]
    public RatingSimilarity Similarity { get; set; } = RatingSimilarity.TfIdf;

    /// <summary>Ratings from so many stars on count as liked, −1000…1000; the lowest counts all.</summary>
    [Range(-1000.0, 1000.0)]
    public float PositiveThreshold { get; set; } = 4;

    /// <summary>k, the length of the list of neighbours kept for each item, 1…100,000. 8 bytes each.</summary>
    [Range(1, 100_000)]
    public int Neighbours { get; set; } = 200;

    /// <summary>s, the number of common raters at which a similarity counts half, 0…100,000.</summary>
    [Range(0.0, 100_000.0)]
    public float Shrinkage { get; set; }

    /// <summary>ρ, what similarities are raised to, 0.1…10.</summary>
    [Range(0.1, 10.0)]
    public float Exponent { get; set; } = 1.5f;

    /// <summary>Pairs with fewer common raters are not neighbours, 1…2³¹−1.</summary>
    [Range(1, int.MaxValue)]
    public int MinimumCoRaters { get; set; } = 1;

    /// <summary>k₁ of BM25, 0…1000: the larger, the less an item's popularity counts.</summary>
    [Range(0.0, 1000.0)]
    public float K1 { get; set; } = 1.2f;

    /// <summary>b of BM25, 0…1: how far items are set off against their numbers of raters.</summary>
    [Range(0.0, 1.0)]
    public float B { get; set; } = 0.75f;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The model is the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
