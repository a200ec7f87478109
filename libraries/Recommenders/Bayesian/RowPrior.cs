using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// Where the rows of one side are expected, and how far from it they stray: x_r ~ N(μ + Σ_f value·y_f, diag(λ)⁻¹), with coefficients y_f ~ N(0, diag(λ_block)⁻¹) for
/// each feature. All of it is drawn anew from what the rows are.
/// </summary>
/// <remarks>
/// The columns are independent of each other given the rows, so threads share them out in vectors of eight. The coefficients are drawn one feature after the other,
/// the residuals of the rows kept up to date: three passes over the features of all rows.
/// </remarks>
internal sealed class RowPrior
{
    private readonly FeatureBlock[] _blocks;
    private readonly RowTable[] _coefficients;
    private readonly float[][] _blockPrecisions;
    private readonly RowTable _residuals;
    private readonly RowTable _expected;
    private readonly double _priorVariance;

    public RowPrior(int rows, int factors, FeatureBlock[] blocks, double priorVariance, double biasVariance)
    {
        (_blocks, _priorVariance) = (blocks, priorVariance);
        _coefficients = Array.ConvertAll(blocks, block => new RowTable(block.Features, factors));
        (_residuals, _expected) = (new RowTable(rows, factors), new RowTable(rows, factors));
        (Mean, Precision) = (new float[_expected.Stride], new float[_expected.Stride]);
        Array.Fill(Precision, (float)(1 / priorVariance));
        Precision[factors] = (float)(1 / biasVariance);
        _blockPrecisions = Array.ConvertAll(blocks, _ => (float[])Precision.Clone());
    }

    /// <summary>μ, padded to whole vectors.</summary>
    public float[] Mean { get; }

    /// <summary>λ by column, padded to whole vectors.</summary>
    public float[] Precision { get; }

    /// <summary>The coefficients of a block, features in rows.</summary>
    public RowTable Coefficients(int block) => _coefficients[block];

    /// <summary>Where a row is expected.</summary>
    public ReadOnlySpan<float> ExpectedOf(int row) => _expected.Row(row);

    /// <summary>Where a row is expected of which only the features of the first blocks are known, before those: μ and what the other blocks say on average.</summary>
    public float[] MeanBut(int knownBlocks)
    {
        float[] mean = [.. Mean];
        for (var b = knownBlocks; b < _blocks.Length; b++)
        {
            for (var row = 0; row < _expected.Rows; row++)
            {
                foreach (var feature in _blocks[b].FeaturesOf(row))
                    VectorMath.Axpy(_blocks[b].Scales[row] / _expected.Rows, _coefficients[b].Row(feature), mean);
            }
        }

        return mean;
    }

    /// <summary>Draws coefficients, means and precisions given the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="seed">Of a purpose and sweep of its own.</param>
    /// <param name="workers">Threads.</param>
    public void Sample(RowTable rows, ulong seed, int workers) =>
        Parallel.For(0, rows.Stride / VectorMath.Lane, new ParallelOptions { MaxDegreeOfParallelism = workers }, lane => SampleLane(rows, seed, lane));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SampleLane(RowTable rows, ulong seed, int lane)
    {
        var column = lane * VectorMath.Lane;
        var columns = Math.Min(VectorMath.Lane, rows.Width - column);
        var random = new RandomStream(seed, (ulong)lane);
        var stride = (nuint)rows.Stride;
        ref var values = ref rows.Values[column];
        ref var residuals = ref _residuals.Values[column];
        ref var expected = ref _expected.Values[column];
        var mean = Vector256.Create<float>(Mean.AsSpan(column));
        var precision = Vector256.Create<float>(Precision.AsSpan(column));
        for (nuint row = 0; row < (nuint)rows.Rows; row++)
            (Vector256.LoadUnsafe(ref values, row * stride) - Expect((int)row, column) - mean).StoreUnsafe(ref residuals, row * stride);
        Span<float> normals = stackalloc float[VectorMath.Lane];
        Span<double> squares = stackalloc double[VectorMath.Lane];
        for (var b = 0; b < _blocks.Length; b++)
        {
            var block = _blocks[b];
            var coefficients = _coefficients[b];
            var ridge = Vector256.Create<float>(_blockPrecisions[b].AsSpan(column));
            squares.Clear();
            for (var feature = 0; feature < block.Features; feature++)
            {
                var members = block.RowsOf(feature);
                var scales = block.Scales;
                var sum = Vector256<float>.Zero;
                foreach (var row in members)
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(scales[row]), Vector256.LoadUnsafe(ref residuals, (nuint)row * stride), sum);
                var coefficient = coefficients.Row(feature)[column..];
                var old = Vector256.Create<float>(coefficient);
                var square = Vector256.Create(block.Squares[feature]);
                var total = (precision * square) + ridge;
                for (var i = 0; i < columns; i++)
                    normals[i] = (float)random.Normal();
                var drawn = (precision * (sum + (square * old)) / total) + (Vector256.Create<float>(normals) / Vector256.Sqrt(total));
                drawn.CopyTo(coefficient);
                for (var i = 0; i < columns; i++)
                    squares[i] += coefficient[i] * coefficient[i];
                var step = old - drawn;
                foreach (var row in members)
                    Vector256.MultiplyAddEstimate(Vector256.Create(scales[row]), step, Vector256.LoadUnsafe(ref residuals, (nuint)row * stride)).StoreUnsafe(ref residuals, (nuint)row * stride);
            }

            for (var i = 0; i < columns; i++)
                _blockPrecisions[b][column + i] = (float)DrawPrecision(ref random, block.Features, squares[i]);
        }

        // The mean, then the precision around it.
        Span<double> sums = stackalloc double[VectorMath.Lane];
        sums.Clear();
        squares.Clear();
        for (var row = 0; row < rows.Rows; row++)
        {
            var residual = _residuals.Row(row)[column..];
            for (var i = 0; i < columns; i++)
            {
                sums[i] += residual[i];
                squares[i] += (double)residual[i] * residual[i];
            }
        }

        Span<float> shift = stackalloc float[VectorMath.Lane];
        shift.Clear();
        for (var i = 0; i < columns; i++)
        {
            var step = (sums[i] / rows.Rows) + (random.Normal() / Math.Sqrt(rows.Rows * (double)Precision[column + i]));
            shift[i] = (float)step;
            Mean[column + i] += (float)step;
            Precision[column + i] = (float)DrawPrecision(ref random, rows.Rows, squares[i] - (2 * step * sums[i]) + (rows.Rows * step * step));
        }

        var moved = Vector256.Create<float>(shift);
        for (nuint row = 0; row < (nuint)rows.Rows; row++)
            (Vector256.LoadUnsafe(ref values, row * stride) - Vector256.LoadUnsafe(ref residuals, row * stride) + moved).StoreUnsafe(ref expected, row * stride);
    }

    // What the features say of eight columns of a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Expect(int row, int column)
    {
        var total = Vector256<float>.Zero;
        for (var b = 0; b < _blocks.Length; b++)
        {
            ref var coefficients = ref MemoryMarshal.GetArrayDataReference(_coefficients[b].Values);
            var stride = _coefficients[b].Stride;
            var sum = Vector256<float>.Zero;
            foreach (var feature in _blocks[b].FeaturesOf(row))
                sum += Vector256.LoadUnsafe(ref coefficients, (nuint)((feature * stride) + column));
            total = Vector256.MultiplyAddEstimate(Vector256.Create(_blocks[b].Scales[row]), sum, total);
        }

        return total;
    }

    // A prior worth one row of the variance thought likely.
    private double DrawPrecision(ref RandomStream random, int count, double squares) => random.Gamma(0.5 * (count + 1)) / (0.5 * (squares + _priorVariance));
}
