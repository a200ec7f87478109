using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>Solves one row of implicit-feedback ALS against the fixed side; scratch memory of one thread.</summary>
/// <remarks>
/// <para>With v the vectors and w the weights of the row's n interactions, and D the diagonal of <see cref="FixedSide"/>, the row is</para>
/// <code>x = (D + Σ w·vvᵀ)⁻¹ Σ w·v</code>
/// <para>solved in this form by Cholesky, n·k² + k³/3 operations, or, with Z = W^½·V·D^−½ and fewer interactions than factors, in its dual</para>
/// <code>x = D^−½ Zᵀ (I + ZZᵀ)⁻¹ √w</code>
/// <para>n²·k + n³/3 operations. Both are exact. Training, warm starts and fold-in all come here, which is why they agree to the last bit.</para>
/// <para>A weight below 0 is that of something disliked: |w| weighs, and −1 instead of 1 is what the row's product should come to.</para>
/// </remarks>
internal sealed class ImplicitRowSolver
{
    // Together with the Gram matrix at 64 factors this stays in a first-level cache of 32 KiB.
    private const int PanelFloats = 4096;

    private readonly int _factors;
    private readonly int _stride;
    private readonly int _longestDual;
    private readonly int _panelRows;
    private readonly float[] _panel;
    private readonly float[] _gram;
    private readonly float[] _right;
    private readonly float[] _diagonal;
    private readonly float[] _inverseRoots;
    private readonly float[] _direction;
    private readonly float[] _product;
    private readonly float[] _residual;
    private float[] _scales = new float[256];
    private float[] _aims = new float[256];
    private FixedSide? _preparedSide;
    private int _preparedCount;

    public ImplicitRowSolver(int factors)
    {
        _factors = factors;
        _stride = VectorMath.Padded(factors);
        _panelRows = Math.Max(16, PanelFloats / _stride);
        _longestDual = factors - 1;
        _panel = new float[Math.Max(_panelRows * _stride, _stride * DualWidth(_longestDual))];
        _gram = new float[Math.Max(_stride * _stride, DualWidth(_longestDual) * DualWidth(_longestDual))];
        (_right, _diagonal, _inverseRoots) = (new float[Math.Max(_stride, DualWidth(_longestDual))], new float[_stride], new float[_stride]);
        (_direction, _product, _residual) = (new float[_stride], new float[_stride], new float[_stride]);
    }

    /// <summary>Solves the row exactly and writes its factors, padding included; a row without interactions becomes zero.</summary>
    /// <returns>What the row leaves of the loss: Σ w·(1 − x·v)² + xᵀDx over its interactions, which at the solution is Σ w − xᵀΣ w·v.</returns>
    /// <exception cref="ArithmeticException">The penalties are too small for single precision.</exception>
    public double Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, FixedSide side, Span<float> x)
    {
        x.Clear();
        if (columns.IsEmpty)
            return 0;
        Prepare(side, columns.Length, weights);
        return columns.Length <= _longestDual ? SolveDual(columns, side, x) : SolvePrimal(columns, weights, side, x);
    }

    /// <summary>Improves the row by conjugate gradients, preconditioned by D, from where it stands.</summary>
    /// <returns>As <see cref="Solve"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Improve(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, FixedSide side, int steps, Span<float> x)
    {
        if (columns.IsEmpty)
        {
            x.Clear();
            return 0;
        }

        Prepare(side, columns.Length, weights);
        var table = side.Table;
        var right = _right.AsSpan(0, _stride);
        var (residual, direction, product) = (_residual, _direction, _product);
        right.Clear();
        residual.AsSpan().Clear();
        var total = 0.0;
        for (var i = 0; i < columns.Length; i++)
        {
            var v = table.PaddedRow(columns[i]);
            VectorMath.Axpy(weights[i], v, right);
            VectorMath.Axpy(weights[i] * (1 - VectorMath.Dot(v, x)), v, residual);
            total += weights[i];
        }

        for (var f = 0; f < _factors; f++)
            residual[f] -= _diagonal[f] * x[f];
        var energy = Precondition(residual, product);
        product.CopyTo(direction, 0);
        for (var step = 0; step < steps && energy > 1e-20f; step++)
        {
            for (var f = 0; f < _factors; f++)
                product[f] = _diagonal[f] * direction[f];
            for (var i = 0; i < columns.Length; i++)
            {
                var v = table.PaddedRow(columns[i]);
                VectorMath.Axpy(weights[i] * VectorMath.Dot(v, direction), v, product);
            }

            var length = energy / VectorMath.Dot(direction, product);
            VectorMath.Axpy(length, direction, x);
            VectorMath.Axpy(-length, product, residual);
            var next = Precondition(residual, product);
            var ratio = next / energy;
            for (var f = 0; f < _stride; f++)
                direction[f] = product[f] + (ratio * direction[f]);
            energy = next;
        }

        return total - VectorMath.Dot(right, x) - VectorMath.Dot(residual, x);
    }

    /// <summary>What each interaction adds to the row's score of one vector t: cⱼ = tᵀ A⁻¹ vⱼ·wⱼ. They sum to x·t.</summary>
    public void Contributions(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, FixedSide side, ReadOnlySpan<float> t, Span<float> contributions)
    {
        Prepare(side, columns.Length, weights);
        Assemble(columns, side);
        t.CopyTo(_right);
        Cholesky.Solve(_gram, _factors, _stride, _right);
        for (var j = 0; j < columns.Length; j++)
            contributions[j] = weights[j] * VectorMath.Dot(side.Table.Row(columns[j]), _right.AsSpan(0, _factors));
    }

    // Columns beyond what a multiple of the widest vector needs would only cost.
    private static int DualWidth(int count) => Vector512.IsHardwareAccelerated ? (count + 15) & -16 : VectorMath.Padded(count);

    private void Prepare(FixedSide side, int count, ReadOnlySpan<float> weights)
    {
        if (_scales.Length < count)
            (_scales, _aims) = (new float[Math.Max(count, 2 * _scales.Length)], new float[Math.Max(count, 2 * _scales.Length)]);
        for (var i = 0; i < count; i++)
        {
            _scales[i] = MathF.Sqrt(MathF.Abs(weights[i]));
            _aims[i] = MathF.CopySign(_scales[i], weights[i]);
        }

        if (ReferenceEquals(side, _preparedSide) && count == _preparedCount)
            return;
        side.DiagonalFor(count, _diagonal);
        for (var f = 0; f < _factors; f++)
            _inverseRoots[f] = 1 / MathF.Sqrt(_diagonal[f]);
        (_preparedSide, _preparedCount) = (side, count);
    }

    private double SolvePrimal(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, FixedSide side, Span<float> x)
    {
        Assemble(columns, side);
        _right.AsSpan(0, _factors).CopyTo(x);
        Cholesky.Solve(_gram, _factors, _stride, x);
        var total = 0.0;
        foreach (var weight in weights)
            total += MathF.Abs(weight);
        return total - VectorMath.Dot(_right.AsSpan(0, _factors), x);
    }

    // The Cholesky factor of D + Σ w·vvᵀ, and Σ w·v.
    private void Assemble(ReadOnlySpan<int> columns, FixedSide side)
    {
        var gram = _gram.AsSpan(0, _stride * _stride);
        gram.Clear();
        for (var f = 0; f < _factors; f++)
            gram[(f * _stride) + f] = _diagonal[f];
        var right = _right.AsSpan(0, _stride);
        right.Clear();
        for (var start = 0; start < columns.Length; start += _panelRows)
        {
            var rows = columns.Slice(start, Math.Min(_panelRows, columns.Length - start));
            var scales = _scales.AsSpan(start, rows.Length);
            GatherKernel.Rows(side.Table.Values, _stride, rows, scales, _panel);
            SumRows(_panel, _aims.AsSpan(start, rows.Length), right);
            GramKernel.Accumulate(_panel, rows.Length, _stride, gram, _stride);
        }

        Factor(_factors, _stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SolveDual(ReadOnlySpan<int> columns, FixedSide side, Span<float> x)
    {
        var (count, width) = (columns.Length, DualWidth(columns.Length));
        var scales = _scales.AsSpan(0, count);
        var gram = _gram.AsSpan(0, width * width);
        gram.Clear();
        GatherKernel.Transposed(side.Table.Values, _stride, columns, scales, _inverseRoots, _panel, width);
        GramKernel.Accumulate(_panel, _stride, width, gram, width);
        for (var i = 0; i < width; i++)
            gram[(i * width) + i] += 1;
        Factor(count, width);
        var y = _right.AsSpan(0, width);
        y.Clear();
        var aims = _aims.AsSpan(0, count);
        aims.CopyTo(y);
        Cholesky.Solve(_gram, count, width, y);
        for (var f = 0; f < _factors; f++)
            x[f] = _inverseRoots[f] * VectorMath.Dot(_panel.AsSpan(f * width, width), y);
        return VectorMath.Dot(aims, y);
    }

    private void Factor(int order, int ld)
    {
        if (!Cholesky.Factor(_gram, order, ld))
            throw new ArithmeticException("The normal equations are not positive definite in single precision: raise the regularization.");
    }

    // target ← target + Σ scales[r]·panel[r], 32 columns in registers at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumRows(ReadOnlySpan<float> panel, ReadOnlySpan<float> scales, Span<float> target)
    {
        var stride = target.Length;
        ref var p = ref MemoryMarshal.GetReference(panel);
        ref var t = ref MemoryMarshal.GetReference(target);
        var c = 0;
        for (; c + 32 <= stride; c += 32)
        {
            var (a0, a1) = (Vector256.LoadUnsafe(ref t, (nuint)c), Vector256.LoadUnsafe(ref t, (nuint)(c + 8)));
            var (a2, a3) = (Vector256.LoadUnsafe(ref t, (nuint)(c + 16)), Vector256.LoadUnsafe(ref t, (nuint)(c + 24)));
            for (var r = 0; r < scales.Length; r++)
            {
                var scale = Vector256.Create(scales[r]);
                ref var row = ref Unsafe.Add(ref p, (r * stride) + c);
                a0 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref row), a0);
                a1 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref row, 8), a1);
                a2 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref row, 16), a2);
                a3 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref row, 24), a3);
            }

            a0.StoreUnsafe(ref t, (nuint)c);
            a1.StoreUnsafe(ref t, (nuint)(c + 8));
            a2.StoreUnsafe(ref t, (nuint)(c + 16));
            a3.StoreUnsafe(ref t, (nuint)(c + 24));
        }

        for (var r = 0; r < scales.Length && c < stride; r++)
            VectorMath.Axpy(scales[r], panel.Slice((r * stride) + c, stride - c), target[c..]);
    }

    private float Precondition(ReadOnlySpan<float> residual, Span<float> scaled)
    {
        for (var f = 0; f < _factors; f++)
            scaled[f] = residual[f] * _inverseRoots[f] * _inverseRoots[f];
        scaled[_factors..].Clear();
        return VectorMath.Dot(residual, scaled);
    }
}
