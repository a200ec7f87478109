using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Operations on whole tables, in blocks of rows whose bounds do not depend on the number of threads.</summary>
internal static class TableOperations
{
    private const int BlockRows = 4096;
    private const int RotatedFloats = 1 << 16;

    /// <summary>VᵀV, in double precision from block to block: factors × factors, row-major.</summary>
    public static double[] Gramian(FactorTable table, int workers)
    {
        var (n, stride) = (table.Factors, table.Stride);
        var blocks = (table.Rows + BlockRows - 1) / BlockRows;
        var sums = new double[n * n];
        // As many blocks at a time as bound the memory; they are added in their order.
        var batch = Math.Max(workers, 16);
        var grams = new float[Math.Min(batch, blocks)][];
        for (var start = 0; start < blocks; start += batch)
        {
            var count = Math.Min(batch, blocks - start);
            var first = start;
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
            {
                var gram = grams[i] ??= new float[stride * stride];
                gram.AsSpan().Clear();
                var row = (first + i) * BlockRows;
                var rows = Math.Min(BlockRows, table.Rows - row);
                GramKernel.Accumulate(table.Values.AsSpan(row * stride, rows * stride), rows, stride, gram, stride);
            });
            for (var i = 0; i < count; i++)
            {
                for (var r = 0; r < n; r++)
                {
                    for (var c = r; c < n; c++)
                        sums[(r * n) + c] += grams[i][(r * stride) + c];
                }
            }
        }

        for (var r = 0; r < n; r++)
        {
            for (var c = 0; c < r; c++)
                sums[(r * n) + c] = sums[(c * n) + r];
        }

        return sums;
    }

    /// <summary>The matrix M of <see cref="Rotate"/> that turns vectors to given axes: rows of <paramref name="axes"/>, factors × factors.</summary>
    public static float[] Rotation(double[] axes, int factors)
    {
        var stride = VectorMath.Padded(factors);
        var rotation = new float[stride * stride];
        for (var axis = 0; axis < factors; axis++)
        {
            for (var factor = 0; factor < factors; factor++)
                rotation[(factor * stride) + axis] = (float)axes[(axis * factors) + factor];
        }

        return rotation;
    }

    /// <summary>v ← v·M for all rows.</summary>
    public static void Rotate(FactorTable table, float[] matrix, int workers)
    {
        // A multiple of four rows, so that each row goes the same way whatever the block.
        var rows = Math.Max(4, RotatedFloats / table.Stride & -4);
        var blocks = (table.Rows + rows - 1) / rows;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = workers }, () => new float[4 * table.Stride], (block, _, scratch) =>
        {
            var first = block * rows * table.Stride;
            RowRotation.Apply(table.Values.AsSpan(first, Math.Min(rows * table.Stride, table.Values.Length - first)), table.Stride, matrix, scratch);
            return scratch;
        }, _ => { });
    }
}
