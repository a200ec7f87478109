using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>The two dense products that networks are trained by; the scalar twins are what tests hold them against.</summary>
/// <remarks>Each entry of a product is summed in the same order whatever the rows beside it, so a batch gives the same bits as its rows one at a time.</remarks>
internal static class DenseKernel
{
    private const int Lane = VectorMath.Lane;
    private const int Rows = 4;
    private const int InnerBlock = 512;

    /// <summary>C[i, j] ← C[i, j] + Σₖ A[i, k]·B[k, j], A[i, k] being <c>a[i·aRow + k·aColumn]</c>: the strides make A or its transpose of the same array.</summary>
    /// <param name="rows">Rows of C, ≥ 0.</param>
    /// <param name="inner">Terms of each sum, ≥ 0.</param>
    /// <param name="columns">Columns of B and C, a multiple of 8.</param>
    /// <param name="a">The left factor.</param>
    /// <param name="aRow">From one row of it to the next.</param>
    /// <param name="aColumn">From one column of it to the next.</param>
    /// <param name="b">The right factor, row-major.</param>
    /// <param name="bRow">From one row of it to the next, ≥ columns.</param>
    /// <param name="c">The product, row-major.</param>
    /// <param name="cRow">From one row of it to the next, ≥ columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int rows, int inner, int columns, ReadOnlySpan<float> a, int aRow, int aColumn, ReadOnlySpan<float> b, int bRow, Span<float> c, int cRow)
    {
        if (rows == 0 || inner == 0 || columns == 0)
            return;
        Check(a.Length, ((rows - 1) * aRow) + ((inner - 1) * aColumn) + 1);
        Check(b.Length, ((inner - 1) * bRow) + columns);
        Check(c.Length, ((rows - 1) * cRow) + columns);
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b);
        ref var pc = ref MemoryMarshal.GetReference(c);
        for (var j = 0; j < columns; j += 2 * Lane)
        {
            // A last panel of one vector computes its neighbour twice rather than having a loop of its own.
            var second = j + Lane < columns ? Lane : 0;
            var i = 0;
            for (; i + Rows <= rows; i += Rows)
                FourRows(inner, ref Unsafe.Add(ref pa, i * aRow), aRow, aColumn, ref Unsafe.Add(ref pb, j), bRow, second, ref Unsafe.Add(ref pc, (i * cRow) + j), cRow);
            for (; i < rows; i++)
                OneRow(inner, ref Unsafe.Add(ref pa, i * aRow), aColumn, ref Unsafe.Add(ref pb, j), bRow, second, ref Unsafe.Add(ref pc, (i * cRow) + j));
        }
    }

    /// <summary>The definition of <see cref="Multiply"/>.</summary>
    public static void MultiplyScalar(int rows, int inner, int columns, ReadOnlySpan<float> a, int aRow, int aColumn, ReadOnlySpan<float> b, int bRow, Span<float> c, int cRow)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                for (var k = 0; k < inner; k++)
                    c[(i * cRow) + j] += a[(i * aRow) + (k * aColumn)] * b[(k * bRow) + j];
            }
        }
    }

    /// <summary>C[i, j] ← C[i, j] + Σₖ A[i, k]·B[j, k], both row-major: the product with a transpose, without transposing.</summary>
    /// <param name="rows">Rows of A and C, ≥ 0.</param>
    /// <param name="inner">Columns of A and B, a multiple of 8.</param>
    /// <param name="columns">Rows of B, columns of C, ≥ 0.</param>
    /// <param name="a">The left factor.</param>
    /// <param name="aRow">From one row of it to the next, ≥ inner.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="bRow">From one row of it to the next, ≥ inner.</param>
    /// <param name="c">The product.</param>
    /// <param name="cRow">From one row of it to the next, ≥ columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed(int rows, int inner, int columns, ReadOnlySpan<float> a, int aRow, ReadOnlySpan<float> b, int bRow, Span<float> c, int cRow)
    {
        if (rows == 0 || inner == 0 || columns == 0)
            return;
        Check(a.Length, ((rows - 1) * aRow) + inner);
        Check(b.Length, ((columns - 1) * bRow) + inner);
        Check(c.Length, ((rows - 1) * cRow) + columns);
        for (var start = 0; start < inner; start += InnerBlock)
        {
            var length = Math.Min(InnerBlock, inner - start);
            for (var j = 0; j < columns; j++)
            {
                var right = b.Slice((j * bRow) + start, length);
                var i = 0;
                for (; i + Rows <= rows; i += Rows)
                    FourDots(a[((i * aRow) + start)..], aRow, right, c[((i * cRow) + j)..], cRow);
                for (; i < rows; i++)
                    c[(i * cRow) + j] += SingleDot(a.Slice((i * aRow) + start, length), right);
            }
        }
    }

    /// <summary>The definition of <see cref="MultiplyTransposed"/>.</summary>
    public static void MultiplyTransposedScalar(int rows, int inner, int columns, ReadOnlySpan<float> a, int aRow, ReadOnlySpan<float> b, int bRow, Span<float> c, int cRow)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                c[(i * cRow) + j] += VectorMath.DotScalar(a.Slice(i * aRow, inner), b.Slice(j * bRow, inner));
        }
    }

    private static void Check(int length, int needed)
    {
        if (length < needed)
            throw new ArgumentException($"A factor of {needed} floats was handed over as {length}.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(int inner, ref float a, int aRow, int aColumn, ref float b, int bRow, int second, ref float c, int cRow)
    {
        ref var a1 = ref Unsafe.Add(ref a, aRow);
        ref var a2 = ref Unsafe.Add(ref a1, aRow);
        ref var a3 = ref Unsafe.Add(ref a2, aRow);
        Vector256<float> x0 = default, y0 = default, x1 = default, y1 = default, x2 = default, y2 = default, x3 = default, y3 = default;
        for (var k = 0; k < inner; k++)
        {
            var (left, right) = (Vector256.LoadUnsafe(ref b), Vector256.LoadUnsafe(ref b, (nuint)second));
            var at = k * aColumn;
            var factor = Vector256.Create(Unsafe.Add(ref a, at));
            x0 = Vector256.MultiplyAddEstimate(factor, left, x0);
            y0 = Vector256.MultiplyAddEstimate(factor, right, y0);
            factor = Vector256.Create(Unsafe.Add(ref a1, at));
            x1 = Vector256.MultiplyAddEstimate(factor, left, x1);
            y1 = Vector256.MultiplyAddEstimate(factor, right, y1);
            factor = Vector256.Create(Unsafe.Add(ref a2, at));
            x2 = Vector256.MultiplyAddEstimate(factor, left, x2);
            y2 = Vector256.MultiplyAddEstimate(factor, right, y2);
            factor = Vector256.Create(Unsafe.Add(ref a3, at));
            x3 = Vector256.MultiplyAddEstimate(factor, left, x3);
            y3 = Vector256.MultiplyAddEstimate(factor, right, y3);
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(x0, y0, ref c, second);
        Store(x1, y1, ref Unsafe.Add(ref c, cRow), second);
        Store(x2, y2, ref Unsafe.Add(ref c, 2 * cRow), second);
        Store(x3, y3, ref Unsafe.Add(ref c, 3 * cRow), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneRow(int inner, ref float a, int aColumn, ref float b, int bRow, int second, ref float c)
    {
        Vector256<float> x = default, y = default;
        for (var k = 0; k < inner; k++)
        {
            var factor = Vector256.Create(Unsafe.Add(ref a, k * aColumn));
            x = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref b), x);
            y = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref b, (nuint)second), y);
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(x, y, ref c, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> x, Vector256<float> y, ref float c, int second)
    {
        (Vector256.LoadUnsafe(ref c) + x).StoreUnsafe(ref c);
        if (second > 0)
            (Vector256.LoadUnsafe(ref c, (nuint)second) + y).StoreUnsafe(ref c, (nuint)second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourDots(ReadOnlySpan<float> a, int aRow, ReadOnlySpan<float> right, Span<float> c, int cRow)
    {
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var a1 = ref Unsafe.Add(ref a0, aRow);
        ref var a2 = ref Unsafe.Add(ref a1, aRow);
        ref var a3 = ref Unsafe.Add(ref a2, aRow);
        ref var b = ref MemoryMarshal.GetReference(right);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint k = 0; k < (nuint)right.Length; k += Lane)
        {
            var factor = Vector256.LoadUnsafe(ref b, k);
            s0 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref a0, k), s0);
            s1 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref a1, k), s1);
            s2 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref a2, k), s2);
            s3 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref a3, k), s3);
        }

        c[0] += Vector256.Sum(s0);
        c[cRow] += Vector256.Sum(s1);
        c[2 * cRow] += Vector256.Sum(s2);
        c[3 * cRow] += Vector256.Sum(s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SingleDot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        Vector256<float> sum = default;
        for (nuint k = 0; k < (nuint)x.Length; k += Lane)
            sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref b, k), Vector256.LoadUnsafe(ref a, k), sum);
        return Vector256.Sum(sum);
    }
}
