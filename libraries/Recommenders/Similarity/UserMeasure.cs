namespace MovieMesh.Recommenders.Similarity;

/// <summary>How alike two users are by what both rated. Written for users u and v with stars x and y: C is the set of items that both rated, n their number, sums run over C.</summary>
/// <remarks>As between items, every measure is multiplied by n/(n + s), s being the shrinkage, and is 0 where its formula leaves it undefined.</remarks>
public enum UserMeasure
{
    /// <summary>Σ xy / (‖u‖·‖v‖), the norms over all ratings of each: the same items rated, and highly.</summary>
    Cosine,

    /// <summary>The correlation of x and y over C, around the means over C: Resnick et al., "GroupLens" (CSCW 1994).</summary>
    Pearson,
}
