namespace MovieMesh.Recommenders.Similarity;

/// <summary>What one thread needs to find the neighbours of an item by several measures.</summary>
/// <param name="items">How many items there are.</param>
/// <param name="isFull">Whether all sums are wanted, or n and Σxy alone.</param>
/// <param name="measures">How many measures.</param>
/// <param name="count">The most neighbours of an item.</param>
internal sealed class CoRaterScratch(int items, bool isFull, int measures, int count)
{
    public CoRaterSums Sums { get; } = new(items, isFull);

    public CoRaterScores Scores { get; } = new();

    /// <summary>By item, how many rated it too.</summary>
    public float[] CoRaters { get; } = new float[CoRaterSums.InWholeChunks(items)];

    /// <summary>By measure, the best so far.</summary>
    public (float[] Scores, int[] Keys)[] Kept { get; } = [.. Enumerable.Range(0, measures).Select(_ => (new float[count], new int[count]))];

    /// <summary>By measure, how many are kept so far.</summary>
    public int[] Counts { get; } = new int[measures];

    /// <summary>By measure, what was found.</summary>
    public SimilarItem[][] Lists { get; } = new SimilarItem[measures][];
}
