namespace MovieMesh.Recommenders.Similarity;

/// <summary>
/// How alike two items are by those who rated both. Written for items i and j with stars x and y: C is the set of those who rated both, n their number, sums without a
/// set run over C.
/// </summary>
/// <remarks>
/// Every measure is multiplied by n/(n + s), s being the shrinkage. A measure that its formula leaves undefined (a variance or a norm of zero, as where all stars are equal)
/// is 0, and only similarities above 0 make neighbours. The distances become similarities in one way: 1/(1 + d), d being a mean over C, so that many common raters do not
/// push items apart.
/// </remarks>
public enum CoRaterMeasure
{
    /// <summary>Σ xy / (‖i‖·‖j‖), the norms over all ratings of each item: Sarwar et al., "Item-based Collaborative Filtering Recommendation Algorithms" (WWW 2001), §3.1.1.</summary>
    Cosine,

    /// <summary>Σ (x − m)(y − m) / √(Σ (x − m)² · Σ (y − m)²), m being the mean of all stars of the user: Sarwar et al., §3.1.3.</summary>
    AdjustedCosine,

    /// <summary>The correlation of x and y over C, around the means over C: Sarwar et al., §3.1.2.</summary>
    Pearson,

    /// <summary>1/(1 + d) for the root mean square difference d = √(Σ (x − y)² / n).</summary>
    Euclidean,

    /// <summary>1/(1 + d) for the mean absolute difference d = Σ |x − y| / n.</summary>
    Manhattan,

    /// <summary>1/(1 + d) for the mean squared difference d = Σ (x − y)² / n: Shardanand and Maes, "Social Information Filtering" (CHI 1995).</summary>
    MeanSquaredDifference,

    /// <summary>n over the number of those who rated either.</summary>
    Jaccard,
}
