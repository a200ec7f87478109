namespace MovieMesh.Recommenders.Blending;

/// <summary>The weights of a blend for stars, by ridge regression on ratings that no part has seen.</summary>
internal static class StackingWeights
{
    /// <summary>Minimizes Σ (stars − c − Σ w·r̂_part)² + λ·(c² + Σ (w − 1/parts)²).</summary>
    public static (float[] Weights, float Constant) Fit(RecommenderModel[] parts, Rating[] heldOut, double regularization)
    {
        var rows = new double[heldOut.Length][];
        Parallel.For(0, rows.Length, i =>
        {
            var rating = heldOut[i];
            rows[i] = [.. parts.Select(part => (double)part.Predict(rating.UserId, rating.ItemId, rating.Day)), 1];
        });
        var size = parts.Length + 1;
        var (a, b) = (new double[size, size], new double[size]);
        for (var i = 0; i < rows.Length; i++)
        {
            // What remains beyond equal weights; its weights are drawn to zero.
            var rest = heldOut[i].Stars - (rows[i][..parts.Length].Sum() / parts.Length);
            for (var p = 0; p < size; p++)
            {
                b[p] += rows[i][p] * rest;
                for (var q = 0; q < size; q++)
                    a[p, q] += rows[i][p] * rows[i][q];
            }
        }

        for (var p = 0; p < size; p++)
            a[p, p] += regularization;
        Solve(a, b);
        return ([.. b[..parts.Length].Select(weight => (float)(weight + (1.0 / parts.Length)))], (float)b[^1]);
    }

    // Gauss's elimination; a ridge on the diagonal keeps every pivot positive.
    private static void Solve(double[,] a, double[] b)
    {
        var size = b.Length;
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = pivot + 1; row < size; row++)
            {
                var factor = a[row, pivot] / a[pivot, pivot];
                for (var column = pivot; column < size; column++)
                    a[row, column] -= factor * a[pivot, column];
                b[row] -= factor * b[pivot];
            }
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < size; column++)
                b[row] -= a[row, column] * b[column];
            b[row] /= a[row, row];
        }
    }
}
