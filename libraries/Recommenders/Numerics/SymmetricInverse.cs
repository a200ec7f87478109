using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>The inverse of a large symmetric positive definite matrix, in place, by all cores near their peak.</summary>
/// <remarks>
/// <para>Sweeps one block of rows K after the other (Beaton 1964; Goodnight, "A Tutorial on the SWEEP Operator", 1979): with D = A_KK⁻¹, by Cholesky in double
/// precision, and W = D·A_K·,</para>
/// <code>A_ij ← A_ij − A_Kiᵀ·W_j for all other i, j;   A_K· ← W;   A_KK ← −D</code>
/// <para>after which A holds −A⁻¹. That takes the n³ operations of a Cholesky factorization, a triangular inverse and a product of triangles, but all of them
/// are one kind of symmetric rank-256 update of the whole triangle, so there is no thin trailing part for which cores wait. The panels A_K· and W are
/// packed into slivers that stream through the caches while tiles of A stay in registers: 6×16 with 256-bit vectors, 8×32 with 512-bit ones.</para>
/// <para>Every entry is formed in one order of operations, whatever the number of threads.</para>
/// </remarks>
internal sealed class SymmetricInverse
{
    private const int BlockOrder = 256;

    // So many rows of A are one piece of work: their packed panel fills half of a second-level cache of 512 KiB.
    private const int WorkRows = 192;

    private readonly float[] _a;
    private readonly int _n;
    private readonly int _ld;
    private readonly ParallelOptions _parallel;
    private readonly bool _wide;
    private readonly int _tileRows;
    private readonly int _tileColumns;
    private readonly float[] _panel;
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly float[] _packedBlock;
    private readonly double[] _block = new double[BlockOrder * BlockOrder];

    private SymmetricInverse(float[] a, int n, int ld, int workers, bool wide, CancellationToken cancellationToken)
    {
        (_a, _n, _ld, _wide) = (a, n, ld, wide);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        (_tileRows, _tileColumns) = wide ? (8, 32) : (6, 16);
        _panel = new float[BlockOrder * ld];
        _left = new float[Slivers(_tileRows) * _tileRows * BlockOrder];
        _right = new float[Slivers(_tileColumns) * _tileColumns * BlockOrder];
        _packedBlock = new float[(BlockOrder + 8) * BlockOrder];
    }

    /// <summary>The leading dimension to give to a matrix of order n: whole tiles fit into its rows.</summary>
    public static int LeadingDimension(int n) => (n + 31) & -32;

    /// <summary>Overwrites A with its inverse, both triangles.</summary>
    /// <param name="a">n rows of ld floats; the upper triangle is read. Beside it 3·256·ld floats of scratch memory are needed.</param>
    /// <param name="n">Order of the matrix, ≥ 1.</param>
    /// <param name="ld">As <see cref="LeadingDimension"/> says.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellationToken">Looked at between pieces of work of some milliseconds.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite to working precision.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Invert(float[] a, int n, int ld, int workers, CancellationToken cancellationToken) =>
        Invert(a, n, ld, workers, Vector512.IsHardwareAccelerated, cancellationToken);

    /// <summary>The same with tiles of a given width.</summary>
    internal static void Invert(float[] a, int n, int ld, int workers, bool wide, CancellationToken cancellationToken)
    {
        if (ld != LeadingDimension(n) || a.LongLength < (long)n * ld)
            throw new ArgumentException($"The matrix of order {n} does not fit its memory (leading dimension {ld}).");
        var inverse = new SymmetricInverse(a, n, ld, workers, wide, cancellationToken);
        for (var block = 0; block < n; block += BlockOrder)
            inverse.Sweep(block, Math.Min(BlockOrder, n - block));
        inverse.Finish();
    }

    private int Slivers(int width) => (_n + width - 1) / width;

    private void Sweep(int first, int order)
    {
        Gather(first, order);
        InvertBlock(first, order);
        Pack(order, _left, _tileRows);
        Pack(order, _right, _tileColumns);
        Multiply(order);
        Parallel.For(0, (_n + WorkRows - 1) / WorkRows, _parallel, work => Update(work * WorkRows, Math.Min((work + 1) * WorkRows, _n), order));
        Scatter(first, order);
    }

    // panel ← A_K·, whose left part stands in the columns of the upper triangle.
    private void Gather(int first, int order) => Parallel.For(0, Slivers(32), _parallel, sliver =>
    {
        for (var j = sliver * 32; j < Math.Min(_n, (sliver + 1) * 32); j++)
        {
            for (var p = 0; p < order; p++)
                _panel[(p * _ld) + j] = j >= first + p ? _a[((long)(first + p) * _ld) + j] : _a[((long)j * _ld) + first + p];
        }
    });

    // block ← A_KK⁻¹ by Cholesky: the inverse of the factor, then its product with itself.
    private void InvertBlock(int first, int order)
    {
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < order; j++)
                _block[(i * order) + j] = _panel[(i * _ld) + first + j];
        }

        if (!SmallInverse.Invert(_block, order))
            throw new ArithmeticException("The matrix is not positive definite in single precision: raise the regularization.");
    }

    // panel and right ← block · panel, a sliver of columns at a time, by the same tiles; they subtract, hence the sign.
    private void Multiply(int order)
    {
        var slivers = (order + _tileRows - 1) / _tileRows;
        for (var i = 0; i < slivers * _tileRows; i++)
        {
            for (var p = 0; p < order; p++)
                _packedBlock[(i / _tileRows * _tileRows * BlockOrder) + (p * _tileRows) + (i % _tileRows)] = i < order ? (float)_block[(p * order) + i] : 0;
        }

        Parallel.For(0, Slivers(_tileColumns), _parallel, sliver =>
        {
            Span<float> strip = stackalloc float[(BlockOrder + 8) * _tileColumns];
            strip.Clear();
            var (first, width) = (sliver * _tileColumns, _tileColumns);
            var right = _right.AsSpan(first * BlockOrder, order * width);
            for (var i = 0; i < slivers * _tileRows; i += _tileRows)
                Tile(ref _packedBlock[i * BlockOrder], ref right[0], order, ref strip[i * width], width);
            for (var i = 0; i < right.Length; i++)
                right[i] = -strip[i];
            for (var p = 0; p < order; p++)
                right.Slice(p * width, width).CopyTo(_panel.AsSpan((p * _ld) + first, width));
        });
    }

    // Slivers of so many columns, one row of the panel after the other; what is missing to a whole sliver is 0.
    private void Pack(int order, float[] packed, int width) => Parallel.For(0, Slivers(width), _parallel, sliver =>
    {
        var columns = Math.Min(width, _n - (sliver * width));
        for (var p = 0; p < order; p++)
        {
            var target = packed.AsSpan((sliver * width * BlockOrder) + (p * width), width);
            _panel.AsSpan((p * _ld) + (sliver * width), columns).CopyTo(target);
            target[columns..].Clear();
        }
    });

    private void Update(int firstRow, int lastRow, int order)
    {
        Span<float> edge = stackalloc float[8 * 32];
        for (var column = firstRow / _tileColumns * _tileColumns; column < _n; column += _tileColumns)
        {
            ref var right = ref _right[column * BlockOrder];
            var rowEnd = Math.Min(lastRow, column + _tileColumns);
            for (var row = firstRow; row < rowEnd; row += _tileRows)
            {
                ref var left = ref _left[row * BlockOrder];
                if (row + _tileRows <= _n)
                {
                    Tile(ref left, ref right, order, ref _a[((long)row * _ld) + column], _ld);
                    continue;
                }

                // The last rows do not fill a tile.
                var rows = _n - row;
                for (var r = 0; r < rows; r++)
                    _a.AsSpan((int)(((long)(row + r) * _ld) + column), _tileColumns).CopyTo(edge[(r * 32)..]);
                Tile(ref left, ref right, order, ref edge[0], 32);
                for (var r = 0; r < rows; r++)
                    edge.Slice(r * 32, _tileColumns).CopyTo(_a.AsSpan((int)(((long)(row + r) * _ld) + column)));
            }
        }
    }

    private void Scatter(int first, int order) => Parallel.For(0, _n, _parallel, i =>
    {
        if (i >= first && i < first + order)
        {
            var p = i - first;
            _panel.AsSpan((p * _ld) + first + order, _n - first - order).CopyTo(_a.AsSpan((i * _ld) + first + order));
            for (var q = p; q < order; q++)
                _a[(i * _ld) + first + q] = (float)-_block[(p * order) + q];
        }
        else if (i < first)
        {
            for (var p = 0; p < order; p++)
                _a[(i * _ld) + first + p] = _panel[(p * _ld) + i];
        }
    });

    // The sign, and the lower triangle.
    private void Finish()
    {
        Parallel.For(0, _n, _parallel, i =>
        {
            foreach (ref var value in _a.AsSpan((i * _ld) + i, _n - i))
                value = -value;
        });
        Parallel.For(0, Slivers(32), _parallel, sliver =>
        {
            for (var j = 0; j < Math.Min(_n, (sliver + 1) * 32); j++)
            {
                for (var i = Math.Max(j + 1, sliver * 32); i < Math.Min(_n, (sliver + 1) * 32); i++)
                    _a[(i * _ld) + j] = _a[(j * _ld) + i];
            }
        });
    }

    private void Tile(ref float left, ref float right, int order, ref float target, int ld)
    {
        if (_wide)
            Tile8X32(ref left, ref right, order, ref target, (nuint)ld);
        else
            Tile6X16(ref left, ref right, order, ref target, (nuint)ld);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6X16(ref float left, ref float right, int order, ref float target, nuint ld)
    {
        var (a0, a1, b0, b1) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (c0, c1, d0, d1) = (a0, a0, a0, a0);
        var (e0, e1, f0, f1) = (a0, a0, a0, a0);
        for (var p = 0; p < order; p++)
        {
            var x0 = Vector256.LoadUnsafe(ref right);
            var x1 = Vector256.LoadUnsafe(ref right, 8);
            var y = Vector256.Create(left);
            a0 = Vector256.MultiplyAddEstimate(y, x0, a0);
            a1 = Vector256.MultiplyAddEstimate(y, x1, a1);
            y = Vector256.Create(Unsafe.Add(ref left, 1));
            b0 = Vector256.MultiplyAddEstimate(y, x0, b0);
            b1 = Vector256.MultiplyAddEstimate(y, x1, b1);
            y = Vector256.Create(Unsafe.Add(ref left, 2));
            c0 = Vector256.MultiplyAddEstimate(y, x0, c0);
            c1 = Vector256.MultiplyAddEstimate(y, x1, c1);
            y = Vector256.Create(Unsafe.Add(ref left, 3));
            d0 = Vector256.MultiplyAddEstimate(y, x0, d0);
            d1 = Vector256.MultiplyAddEstimate(y, x1, d1);
            y = Vector256.Create(Unsafe.Add(ref left, 4));
            e0 = Vector256.MultiplyAddEstimate(y, x0, e0);
            e1 = Vector256.MultiplyAddEstimate(y, x1, e1);
            y = Vector256.Create(Unsafe.Add(ref left, 5));
            f0 = Vector256.MultiplyAddEstimate(y, x0, f0);
            f1 = Vector256.MultiplyAddEstimate(y, x1, f1);
            left = ref Unsafe.Add(ref left, 6);
            right = ref Unsafe.Add(ref right, 16);
        }

        Subtract(ref target, a0, a1);
        Subtract(ref Unsafe.Add(ref target, ld), b0, b1);
        Subtract(ref Unsafe.Add(ref target, 2 * ld), c0, c1);
        Subtract(ref Unsafe.Add(ref target, 3 * ld), d0, d1);
        Subtract(ref Unsafe.Add(ref target, 4 * ld), e0, e1);
        Subtract(ref Unsafe.Add(ref target, 5 * ld), f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8X32(ref float left, ref float right, int order, ref float target, nuint ld)
    {
        var (a0, a1, b0, b1) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (c0, c1, d0, d1) = (a0, a0, a0, a0);
        var (e0, e1, f0, f1) = (a0, a0, a0, a0);
        var (g0, g1, h0, h1) = (a0, a0, a0, a0);
        for (var p = 0; p < order; p++)
        {
            var x0 = Vector512.LoadUnsafe(ref right);
            var x1 = Vector512.LoadUnsafe(ref right, 16);
            var y = Vector512.Create(left);
            a0 = Vector512.MultiplyAddEstimate(y, x0, a0);
            a1 = Vector512.MultiplyAddEstimate(y, x1, a1);
            y = Vector512.Create(Unsafe.Add(ref left, 1));
            b0 = Vector512.MultiplyAddEstimate(y, x0, b0);
            b1 = Vector512.MultiplyAddEstimate(y, x1, b1);
            y = Vector512.Create(Unsafe.Add(ref left, 2));
            c0 = Vector512.MultiplyAddEstimate(y, x0, c0);
            c1 = Vector512.MultiplyAddEstimate(y, x1, c1);
            y = Vector512.Create(Unsafe.Add(ref left, 3));
            d0 = Vector512.MultiplyAddEstimate(y, x0, d0);
            d1 = Vector512.MultiplyAddEstimate(y, x1, d1);
            y = Vector512.Create(Unsafe.Add(ref left, 4));
            e0 = Vector512.MultiplyAddEstimate(y, x0, e0);
            e1 = Vector512.MultiplyAddEstimate(y, x1, e1);
            y = Vector512.Create(Unsafe.Add(ref left, 5));
            f0 = Vector512.MultiplyAddEstimate(y, x0, f0);
            f1 = Vector512.MultiplyAddEstimate(y, x1, f1);
            y = Vector512.Create(Unsafe.Add(ref left, 6));
            g0 = Vector512.MultiplyAddEstimate(y, x0, g0);
            g1 = Vector512.MultiplyAddEstimate(y, x1, g1);
            y = Vector512.Create(Unsafe.Add(ref left, 7));
            h0 = Vector512.MultiplyAddEstimate(y, x0, h0);
            h1 = Vector512.MultiplyAddEstimate(y, x1, h1);
            left = ref Unsafe.Add(ref left, 8);
            right = ref Unsafe.Add(ref right, 32);
        }

        Subtract(ref target, a0, a1);
        Subtract(ref Unsafe.Add(ref target, ld), b0, b1);
        Subtract(ref Unsafe.Add(ref target, 2 * ld), c0, c1);
        Subtract(ref Unsafe.Add(ref target, 3 * ld), d0, d1);
        Subtract(ref Unsafe.Add(ref target, 4 * ld), e0, e1);
        Subtract(ref Unsafe.Add(ref target, 5 * ld), f0, f1);
        Subtract(ref Unsafe.Add(ref target, 6 * ld), g0, g1);
        Subtract(ref Unsafe.Add(ref target, 7 * ld), h0, h1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(ref float target, Vector256<float> low, Vector256<float> high)
    {
        (Vector256.LoadUnsafe(ref target) - low).StoreUnsafe(ref target);
        (Vector256.LoadUnsafe(ref target, 8) - high).StoreUnsafe(ref target, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(ref float target, Vector512<float> low, Vector512<float> high)
    {
        (Vector512.LoadUnsafe(ref target) - low).StoreUnsafe(ref target);
        (Vector512.LoadUnsafe(ref target, 16) - high).StoreUnsafe(ref target, 16);
    }
}
