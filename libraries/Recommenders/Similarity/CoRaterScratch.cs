namespace MovieMesh.Recommenders.Similarity;

/// <summary>What one thread needs to find the neighbours of an item by several measures.</summary>
internal sealed class CoRaterScratch(int items, bool isFull, int measures, int count)
{
    public CoRaterSums Sums { get; } = new(items, isFull);

    public CoRaterScores Scores { get; } = new();

    /// <summary>The popularity ranks of the pairs whose scores are being computed.</summary>
    public int[] Ranks { get; } = new int[CoRaterScores.Chunk];

    /// <summary>By measure, the best so far.</summary>
    public (float[] Scores, int[] Keys)[] Kept { get; } = [.. Enumerable.Range(0, measures).Select(_ => (new float[count], new int[count]))];

    /// <summary>By measure, how many are kept so far.</summary>
    public int[] Counts { get; } = new int[measures];

    /// <summary>By measure, what was found.</summary>
    public SimilarItem[][] Lists { get; } = new SimilarItem[measures][];
}
