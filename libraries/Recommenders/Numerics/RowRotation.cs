using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>Multiplies rows of a table by a small square matrix, in place: v ← v·M.</summary>
internal static class RowRotation
{
    private const int Rows = 4;

    /// <summary>Four rows at a time, tiles of 4×16 and 4×8 in registers.</summary>
    /// <param name="rows">Whole rows of <paramref name="stride"/> floats.</param>
    /// <param name="stride">Floats per row, a multiple of 8.</param>
    /// <param name="matrix">stride × stride, row-major.</param>
    /// <param name="scratch">At least four rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<float> rows, int stride, ReadOnlySpan<float> matrix, Span<float> scratch)
    {
        if (stride % VectorMath.Lane != 0 || matrix.Length < stride * stride || scratch.Length < Rows * stride)
            throw new ArgumentException("The matrix does not fit the rows.");
        ref var m = ref MemoryMarshal.GetReference(matrix);
        ref var s = ref MemoryMarshal.GetReference(scratch);
        for (; rows.Length >= Rows * stride; rows = rows[(Rows * stride)..])
        {
            ref var r = ref MemoryMarshal.GetReference(rows);
            var j = 0;
            for (; j + 16 <= stride; j += 16)
                Tile4X16(ref r, stride, ref Unsafe.Add(ref m, j), ref Unsafe.Add(ref s, j));
            if (j < stride)
                Tile4X8(ref r, stride, ref Unsafe.Add(ref m, j), ref Unsafe.Add(ref s, j));
            scratch[..(Rows * stride)].CopyTo(rows);
        }

        for (; rows.Length >= stride; rows = rows[stride..])
            ApplyToRow(rows[..stride], matrix, scratch[..stride]);
    }

    /// <summary>The definition, row by row.</summary>
    public static void ApplyScalar(Span<float> rows, int stride, ReadOnlySpan<float> matrix)
    {
        var result = new float[stride];
        for (; rows.Length >= stride; rows = rows[stride..])
        {
            for (var j = 0; j < stride; j++)
            {
                result[j] = 0;
                for (var f = 0; f < stride; f++)
                    result[j] += rows[f] * matrix[(f * stride) + j];
            }

            result.CopyTo(rows);
        }
    }

    private static void ApplyToRow(Span<float> row, ReadOnlySpan<float> matrix, Span<float> result)
    {
        result.Clear();
        for (var f = 0; f < row.Length; f++)
            VectorMath.Axpy(row[f], matrix.Slice(f * row.Length, row.Length), result);
        result.CopyTo(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4X16(ref float left, int stride, ref float right, ref float target)
    {
        var (a0, a1, b0, b1) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (c0, c1, d0, d1) = (a0, a0, a0, a0);
        for (var f = 0; f < stride; f++)
        {
            var x0 = Vector256.LoadUnsafe(ref right);
            var x1 = Vector256.LoadUnsafe(ref right, 8);
            var y = Vector256.Create(left);
            a0 = Vector256.MultiplyAddEstimate(y, x0, a0);
            a1 = Vector256.MultiplyAddEstimate(y, x1, a1);
            y = Vector256.Create(Unsafe.Add(ref left, stride));
            b0 = Vector256.MultiplyAddEstimate(y, x0, b0);
            b1 = Vector256.MultiplyAddEstimate(y, x1, b1);
            y = Vector256.Create(Unsafe.Add(ref left, 2 * stride));
            c0 = Vector256.MultiplyAddEstimate(y, x0, c0);
            c1 = Vector256.MultiplyAddEstimate(y, x1, c1);
            y = Vector256.Create(Unsafe.Add(ref left, 3 * stride));
            d0 = Vector256.MultiplyAddEstimate(y, x0, d0);
            d1 = Vector256.MultiplyAddEstimate(y, x1, d1);
            left = ref Unsafe.Add(ref left, 1);
            right = ref Unsafe.Add(ref right, stride);
        }

        a0.StoreUnsafe(ref target);
        a1.StoreUnsafe(ref target, 8);
        b0.StoreUnsafe(ref target, (nuint)stride);
        b1.StoreUnsafe(ref target, (nuint)(stride + 8));
        c0.StoreUnsafe(ref target, (nuint)(2 * stride));
        c1.StoreUnsafe(ref target, (nuint)((2 * stride) + 8));
        d0.StoreUnsafe(ref target, (nuint)(3 * stride));
        d1.StoreUnsafe(ref target, (nuint)((3 * stride) + 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4X8(ref float left, int stride, ref float right, ref float target)
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var f = 0; f < stride; f++)
        {
            var x = Vector256.LoadUnsafe(ref right);
            a = Vector256.MultiplyAddEstimate(Vector256.Create(left), x, a);
            b = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref left, stride)), x, b);
            c = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref left, 2 * stride)), x, c);
            d = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref left, 3 * stride)), x, d);
            left = ref Unsafe.Add(ref left, 1);
            right = ref Unsafe.Add(ref right, stride);
        }

        a.StoreUnsafe(ref target);
        b.StoreUnsafe(ref target, (nuint)stride);
        c.StoreUnsafe(ref target, (nuint)(2 * stride));
        d.StoreUnsafe(ref target, (nuint)(3 * stride));
    }
}
