namespace MovieMesh.Recommenders.Implicit;

/// <summary>What implicit-feedback algorithms learn from: ratings from a threshold on, each with a weight, in both orientations.</summary>
/// <param name="ByUser">Rows of item indices; the values are weights.</param>
/// <param name="ByItem">Rows of user indices; the values are weights.</param>
internal sealed record Interactions(CompressedRows ByUser, CompressedRows ByItem)
{
    public int Count => ByUser.Columns.Length;

    /// <summary>Weight 1 + <paramref name="starWeight"/>·(stars − threshold) for each rating from the threshold on.</summary>
    public static Interactions Of(RatingMatrix ratings, float threshold, float starWeight) =>
        new(Filter(ratings.ByUser, threshold, starWeight), Filter(ratings.ByItem, threshold, starWeight));

    public static float WeightOf(float stars, float threshold, float starWeight) => 1 + (starWeight * (stars - threshold));

    private static CompressedRows Filter(CompressedRows rows, float threshold, float starWeight)
    {
        var offsets = new int[rows.Offsets.Length];
        Parallel.For(0, rows.RowCount, row =>
        {
            var count = 0;
            foreach (var stars in rows[row].Stars)
                count += stars >= threshold ? 1 : 0;
            offsets[row + 1] = count;
        });
        for (var row = 0; row < rows.RowCount; row++)
            offsets[row + 1] += offsets[row];
        var (columns, weights) = (new int[offsets[^1]], new float[offsets[^1]]);
        Parallel.For(0, rows.RowCount, row =>
        {
            var next = offsets[row];
            var source = rows[row];
            for (var i = 0; i < source.Count; i++)
            {
                if (source.Stars[i] >= threshold)
                    (columns[next], weights[next++]) = (source.Indices[i], WeightOf(source.Stars[i], threshold, starWeight));
            }
        });
        return new CompressedRows(offsets, columns, weights);
    }
}
