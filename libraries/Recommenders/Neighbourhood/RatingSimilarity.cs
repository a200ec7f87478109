namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>
/// How alike two items are by those who rated both, or two users by what both rated. Written here for items i and j; C is the set of those who rated both, n their number.
/// </summary>
/// <remarks>Every measure is multiplied by n/(n + s), s being the shrinkage, so that a handful of common ratings makes nobody a neighbour.</remarks>
public enum RatingSimilarity
{
    /// <summary>The cosine of deviations from the biases, e_ui = r_ui − μ − b_u − b_i, the norms over all ratings of each: Σ_C e_ui·e_uj / (‖eᵢ‖·‖eⱼ‖).</summary>
    ResidualCosine,

    /// <summary>The same with norms over C alone: the correlation around the biases of Koren, "Factor in the Neighbors" (TKDD 2010), eq. 3.</summary>
    PearsonBaseline,

    /// <summary>Deviations from each item's own mean, norms over C: Sarwar et al. (WWW 2001), §3.1.2.</summary>
    Pearson,

    /// <summary>Deviations from each user's mean, norms over C: Sarwar et al. (WWW 2001), §3.1.3. Between users, deviations from the items' means.</summary>
    AdjustedCosine,

    /// <summary>The cosine of the ratings themselves, norms over all ratings of each: Sarwar et al. (WWW 2001), §3.1.1.</summary>
    Cosine,

    /// <summary>n over the number of those who rated either.</summary>
    Jaccard,

    /// <summary>How likely a rater of j is one of i too, damped by how many rate i: n / (n_j · n_i^α), α = ½. Deshpande and Karypis, "Item-Based Top-N Recommendation Algorithms" (TOIS 2004), eq. 3.</summary>
    ConditionalProbability,

    /// <summary>The cosine of rated or not, each rater u weighing ln(N / |R_u|) of N items: who rates everything says little.</summary>
    TfIdf,

    /// <summary>The inner product of rated or not, weighted as Okapi BM25 does for documents: long rows count less, busy raters say less. Not shrunk to a scale; for rankings.</summary>
    Bm25,
}
