namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>The scratch memory of one thread that looks for neighbours, and the list that it found last: 8 to 20 bytes per row.</summary>
internal sealed class NeighbourScratch
{
    public NeighbourScratch(SimilarityMeasure measure, int most)
    {
        var length = Math.Min(most, measure.RowCount);
        (Scores, Keys) = (new float[length], new int[length]);
        Sums = new CoRatingSums(measure.UsesCommonNorms ? 0 : measure.RowCount);
        Moments = new CoRatingMoments(measure.UsesCommonNorms ? measure.RowCount : 0);
    }

    public CoRatingSums Sums { get; }

    public CoRatingMoments Moments { get; }

    /// <summary>Similarities, best first; <see cref="Count"/> of them.</summary>
    public float[] Scores { get; }

    /// <summary>The rows that they belong to.</summary>
    public int[] Keys { get; }

    public int Count { get; set; }
}
