using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>Settings of <see cref="UserKnnTrainer"/>. The defaults were tuned on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class UserKnnOptions
{
    /// <summary>How alike two users are; all but <see cref="RatingSimilarity.Bm25"/>.</summary>
    [EnumDataType(typeof(RatingSimilarity))]
    [DeniedValues(RatingSimilarity.Bm25)]
    public RatingSimilarity Similarity { get; set; } = RatingSimilarity.ResidualCosine;

    /// <summary>s, the number of commonly rated items at which a similarity counts half, 0…100,000.</summary>
    [Range(0.0, 100_000.0)]
    [Tunable(10, 1_000, Logarithmic = true)]
    public float Shrinkage { get; set; } = 50;

    /// <summary>ρ, what similarities are raised to, 0.1…10: above 1 the nearest weigh more.</summary>
    [Range(0.1, 10.0)]
    [Tunable(0.5, 3)]
    public float Exponent { get; set; } = 1;

    /// <summary>k, how many raters of an item speak for it at most, the nearest first, 1…10,000.</summary>
    [Range(1, 10_000)]
    [Tunable(20, 200, Logarithmic = true, Step = 5)]
    public int Neighbours { get; set; } = 80;

    /// <summary>m, the length of the list of neighbours kept for each user, among which the raters of an item are looked for, 1…100,000. 8 bytes each.</summary>
    [Range(1, 100_000)]
    public int Candidates { get; set; } = 500;

    /// <summary>λ, weight that speaks for the baseline beside that of the neighbours, 0…1000: few or distant neighbours move a prediction little.</summary>
    [Range(0.0, 1000.0)]
    [Tunable(0.001, 1, Logarithmic = true)]
    public float Damping { get; set; } = 0.1f;

    /// <summary>Pairs with fewer items in common are not neighbours, 1…2³¹−1.</summary>
    [Range(1, int.MaxValue)]
    public int MinimumCommonItems { get; set; } = 2;

    /// <summary>λ_u, ratings of no deviation that each user's bias is given beside the own, 0.001…1000.</summary>
    [Range(1e-3, 1000)]
    public float UserBiasRegularization { get; set; } = 3;

    /// <summary>λ_i, the same of items.</summary>
    [Range(1e-3, 1000)]
    public float ItemBiasRegularization { get; set; } = 3;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The model is the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
