using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>The nearest neighbours of every row, best first: 8 bytes for each.</summary>
internal static class NeighbourLists
{
    /// <summary>Finds the lists of all rows; rows are independent, so the result is the same for any number of threads.</summary>
    /// <param name="measure">How alike rows are.</param>
    /// <param name="most">The length of a list at most.</param>
    /// <param name="minimumCommon">Rows with fewer columns in common are no neighbours.</param>
    /// <param name="exponent">What similarities are raised to.</param>
    /// <param name="order">The rows in the order of work.</param>
    /// <param name="workers">The number of threads.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public static CompressedRows Find(SimilarityMeasure measure, int most, int minimumCommon, float exponent, int[] order, int workers, CancellationToken cancellationToken)
    {
        var states = new NeighbourScratch[workers];
        for (var i = 0; i < workers; i++)
            states[i] = new NeighbourScratch(measure, most);
        var found = new (int[] Keys, float[] Weights)[measure.RowCount];
        RowScheduler.Run(
            order,
            states,
            (scratch, row) =>
            {
                measure.FindNeighbours(row, minimumCommon, scratch);
                var weights = scratch.Scores.AsSpan(0, scratch.Count).ToArray();
                if (exponent != 1)
                {
                    foreach (ref var weight in weights.AsSpan())
                        weight = MathF.Pow(weight, exponent);
                }

                found[row] = (scratch.Keys.AsSpan(0, scratch.Count).ToArray(), weights);
            },
            cancellationToken);
        var offsets = new int[measure.RowCount + 1];
        for (var row = 0; row < found.Length; row++)
            offsets[row + 1] = checked(offsets[row] + found[row].Keys.Length);
        var lists = new CompressedRows(offsets, new int[offsets[^1]], new float[offsets[^1]]);
        for (var row = 0; row < found.Length; row++)
        {
            found[row].Keys.CopyTo(lists.Columns, offsets[row]);
            found[row].Weights.CopyTo(lists.Values, offsets[row]);
        }

        return lists;
    }
}
