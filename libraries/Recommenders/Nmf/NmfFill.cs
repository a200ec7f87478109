namespace MovieMesh.Recommenders.Nmf;

/// <summary>What stands in a filled matrix where nobody rated.</summary>
public enum NmfFill
{
    /// <summary>The median of the item's ratings.</summary>
    ItemMedian,

    /// <summary>The median of all ratings.</summary>
    MatrixMedian,

    /// <summary>Nothing: then the factors tell who rates what rather than how, and put items in an order that stars do not fit.</summary>
    Zero,
}
