namespace MovieMesh.Recommenders.Bayesian;

/// <summary>Where the factors of a side lie, each row counted as often as it was rated: mean and variance by column.</summary>
internal sealed record ColumnMoments(float[] Means, float[] Variances)
{
    public static ColumnMoments Of(RowTable table, CompressedRows ratings)
    {
        var (sums, squares, count) = (new double[table.Factors], new double[table.Factors], (double)ratings.Values.Length);
        for (var row = 0; row < table.Rows; row++)
        {
            var weight = ratings.Length(row) / count;
            var factors = table.Row(row);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += weight * factors[i];
                squares[i] += weight * factors[i] * factors[i];
            }
        }

        return new ColumnMoments(Array.ConvertAll(sums, sum => (float)sum), [.. squares.Zip(sums, (square, sum) => (float)Math.Max(0, square - (sum * sum)))]);
    }

    /// <summary>By how much the score of a row of the other side changes when it moves (its k factors, then its bias), squared, on average over the rows of this side.</summary>
    public float SpreadOf(ReadOnlySpan<float> mean, ReadOnlySpan<float> draw)
    {
        var (shift, spread) = (draw[Means.Length] - mean[Means.Length], 0f);
        for (var i = 0; i < Means.Length; i++)
        {
            var step = draw[i] - mean[i];
            shift += step * Means[i];
            spread += step * step * Variances[i];
        }

        return spread + (shift * shift);
    }
}
