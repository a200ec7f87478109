using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>
/// The symmetric rank-n update G ← G + PᵀP of a dense panel P (n rows of <c>stride</c> floats): the heart of every alternating solver.
/// </summary>
/// <remarks>
/// Only the upper triangle of G (row-major, leading dimension <c>ld</c>) is meaningful afterwards; tiles on the diagonal also write a few entries
/// below it. Tiles of G stay in registers while the panel streams past: 4×16 with 256-bit vectors, 8×32 and, where that would
/// cross the diagonal, 8×16 with 512-bit ones.
/// n·stride² multiply-adds at half of the full square.
/// </remarks>
internal static class GramKernel
{
    /// <summary>G ← G + PᵀP with the widest vectors that the machine has.</summary>
    /// <param name="panel">At least rows × stride floats.</param>
    /// <param name="rows">Rows of the panel.</param>
    /// <param name="stride">Floats per row, a multiple of 8, padded with zeros.</param>
    /// <param name="gram">At least stride rows of ld floats.</param>
    /// <param name="ld">Leading dimension of the Gram matrix, ≥ stride.</param>
    public static void Accumulate(ReadOnlySpan<float> panel, int rows, int stride, Span<float> gram, int ld)
    {
        if (Vector512.IsHardwareAccelerated && stride % 16 == 0)
            Accumulate512(panel, rows, stride, gram, ld);
        else if (Vector128.IsHardwareAccelerated)
            Accumulate256(panel, rows, stride, gram, ld);
        else
            AccumulateScalar(panel, rows, stride, gram, ld);
    }

    /// <summary>The definition, one product after the other.</summary>
    public static void AccumulateScalar(ReadOnlySpan<float> panel, int rows, int stride, Span<float> gram, int ld)
    {
        for (var row = 0; row < rows; row++)
        {
            var v = panel.Slice(row * stride, stride);
            for (var i = 0; i < stride; i++)
            {
                for (var j = i; j < stride; j++)
                    gram[(i * ld) + j] += v[i] * v[j];
            }
        }
    }

    /// <summary>Tiles of 4×16 and 4×8 in 256-bit registers.</summary>
    public static void Accumulate256(ReadOnlySpan<float> panel, int rows, int stride, Span<float> gram, int ld)
    {
        CheckShapes(panel, rows, stride, gram, ld);
        ref var p = ref MemoryMarshal.GetReference(panel);
        ref var g = ref MemoryMarshal.GetReference(gram);
        for (var i = 0; i < stride; i += 4)
        {
            var j = i & -8;
            for (; j + 16 <= stride; j += 16)
                Tile4X16(ref p, rows, stride, i, j, ref Unsafe.Add(ref g, (i * ld) + j), ld);
            if (j < stride)
                Tile4X8(ref p, rows, stride, i, j, ref Unsafe.Add(ref g, (i * ld) + j), ld);
        }
    }

    /// <summary>Tiles of 8×32 and 8×16 in 512-bit registers; the stride must be a multiple of 16.</summary>
    public static void Accumulate512(ReadOnlySpan<float> panel, int rows, int stride, Span<float> gram, int ld)
    {
        CheckShapes(panel, rows, stride, gram, ld);
        ref var p = ref MemoryMarshal.GetReference(panel);
        ref var g = ref MemoryMarshal.GetReference(gram);
        for (var i = 0; i < stride; i += 8)
        {
            var j = i & -16;
            if ((stride - j) % 32 != 0)
            {
                Tile8X16(ref p, rows, stride, i, j, ref Unsafe.Add(ref g, (i * ld) + j), ld);
                j += 16;
            }

            for (; j < stride; j += 32)
                Tile8X32(ref p, rows, stride, i, j, ref Unsafe.Add(ref g, (i * ld) + j), ld);
        }
    }

    private static void CheckShapes(ReadOnlySpan<float> panel, int rows, int stride, Span<float> gram, int ld)
    {
        if (stride % VectorMath.Lane != 0 || ld < stride || panel.Length < rows * stride || gram.Length < stride * ld)
            throw new ArgumentException($"The panel ({rows}×{stride}) does not fit its memory or the Gram matrix (leading dimension {ld}).");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4X16(ref float panel, int rows, int stride, int i, int j, ref float gram, int ld)
    {
        ref var left = ref Unsafe.Add(ref panel, i);
        ref var right = ref Unsafe.Add(ref panel, j);
        var a0 = Vector256.LoadUnsafe(ref gram);
        var a1 = Vector256.LoadUnsafe(ref gram, 8);
        var b0 = Vector256.LoadUnsafe(ref gram, (nuint)ld);
        var b1 = Vector256.LoadUnsafe(ref gram, (nuint)(ld + 8));
        var c0 = Vector256.LoadUnsafe(ref gram, (nuint)(2 * ld));
        var c1 = Vector256.LoadUnsafe(ref gram, (nuint)((2 * ld) + 8));
        var d0 = Vector256.LoadUnsafe(ref gram, (nuint)(3 * ld));
        var d1 = Vector256.LoadUnsafe(ref gram, (nuint)((3 * ld) + 8));
        for (var row = 0; row < rows; row++)
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
            left = ref Unsafe.Add(ref left, stride);
            right = ref Unsafe.Add(ref right, stride);
        }

        a0.StoreUnsafe(ref gram);
        a1.StoreUnsafe(ref gram, 8);
        b0.StoreUnsafe(ref gram, (nuint)ld);
        b1.StoreUnsafe(ref gram, (nuint)(ld + 8));
        c0.StoreUnsafe(ref gram, (nuint)(2 * ld));
        c1.StoreUnsafe(ref gram, (nuint)((2 * ld) + 8));
        d0.StoreUnsafe(ref gram, (nuint)(3 * ld));
        d1.StoreUnsafe(ref gram, (nuint)((3 * ld) + 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4X8(ref float panel, int rows, int stride, int i, int j, ref float gram, int ld)
    {
        ref var left = ref Unsafe.Add(ref panel, i);
        ref var right = ref Unsafe.Add(ref panel, j);
        var a = Vector256.LoadUnsafe(ref gram);
        var b = Vector256.LoadUnsafe(ref gram, (nuint)ld);
        var c = Vector256.LoadUnsafe(ref gram, (nuint)(2 * ld));
        var d = Vector256.LoadUnsafe(ref gram, (nuint)(3 * ld));
        for (var row = 0; row < rows; row++)
        {
            var x = Vector256.LoadUnsafe(ref right);
            a = Vector256.MultiplyAddEstimate(Vector256.Create(left), x, a);
            b = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref left, 1)), x, b);
            c = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref left, 2)), x, c);
            d = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref left, 3)), x, d);
            left = ref Unsafe.Add(ref left, stride);
            right = ref Unsafe.Add(ref right, stride);
        }

        a.StoreUnsafe(ref gram);
        b.StoreUnsafe(ref gram, (nuint)ld);
        c.StoreUnsafe(ref gram, (nuint)(2 * ld));
        d.StoreUnsafe(ref gram, (nuint)(3 * ld));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8X16(ref float panel, int rows, int stride, int i, int j, ref float gram, int ld)
    {
        ref var left = ref Unsafe.Add(ref panel, i);
        ref var right = ref Unsafe.Add(ref panel, j);
        var a = Vector512.LoadUnsafe(ref gram);
        var b = Vector512.LoadUnsafe(ref gram, (nuint)ld);
        var c = Vector512.LoadUnsafe(ref gram, (nuint)(2 * ld));
        var d = Vector512.LoadUnsafe(ref gram, (nuint)(3 * ld));
        var e = Vector512.LoadUnsafe(ref gram, (nuint)(4 * ld));
        var f = Vector512.LoadUnsafe(ref gram, (nuint)(5 * ld));
        var g = Vector512.LoadUnsafe(ref gram, (nuint)(6 * ld));
        var h = Vector512.LoadUnsafe(ref gram, (nuint)(7 * ld));
        for (var row = 0; row < rows; row++)
        {
            var x = Vector512.LoadUnsafe(ref right);
            a = Vector512.MultiplyAddEstimate(Vector512.Create(left), x, a);
            b = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 1)), x, b);
            c = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 2)), x, c);
            d = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 3)), x, d);
            e = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 4)), x, e);
            f = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 5)), x, f);
            g = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 6)), x, g);
            h = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref left, 7)), x, h);
            left = ref Unsafe.Add(ref left, stride);
            right = ref Unsafe.Add(ref right, stride);
        }

        a.StoreUnsafe(ref gram);
        b.StoreUnsafe(ref gram, (nuint)ld);
        c.StoreUnsafe(ref gram, (nuint)(2 * ld));
        d.StoreUnsafe(ref gram, (nuint)(3 * ld));
        e.StoreUnsafe(ref gram, (nuint)(4 * ld));
        f.StoreUnsafe(ref gram, (nuint)(5 * ld));
        g.StoreUnsafe(ref gram, (nuint)(6 * ld));
        h.StoreUnsafe(ref gram, (nuint)(7 * ld));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8X32(ref float panel, int rows, int stride, int i, int j, ref float gram, int ld)
    {
        ref var left = ref Unsafe.Add(ref panel, i);
        ref var right = ref Unsafe.Add(ref panel, j);
        var a0 = Vector512.LoadUnsafe(ref gram);
        var a1 = Vector512.LoadUnsafe(ref gram, 16);
        var b0 = Vector512.LoadUnsafe(ref gram, (nuint)ld);
        var b1 = Vector512.LoadUnsafe(ref gram, (nuint)(ld + 16));
        var c0 = Vector512.LoadUnsafe(ref gram, (nuint)(2 * ld));
        var c1 = Vector512.LoadUnsafe(ref gram, (nuint)((2 * ld) + 16));
        var d0 = Vector512.LoadUnsafe(ref gram, (nuint)(3 * ld));
        var d1 = Vector512.LoadUnsafe(ref gram, (nuint)((3 * ld) + 16));
        var e0 = Vector512.LoadUnsafe(ref gram, (nuint)(4 * ld));
        var e1 = Vector512.LoadUnsafe(ref gram, (nuint)((4 * ld) + 16));
        var f0 = Vector512.LoadUnsafe(ref gram, (nuint)(5 * ld));
        var f1 = Vector512.LoadUnsafe(ref gram, (nuint)((5 * ld) + 16));
        var g0 = Vector512.LoadUnsafe(ref gram, (nuint)(6 * ld));
        var g1 = Vector512.LoadUnsafe(ref gram, (nuint)((6 * ld) + 16));
        var h0 = Vector512.LoadUnsafe(ref gram, (nuint)(7 * ld));
        var h1 = Vector512.LoadUnsafe(ref gram, (nuint)((7 * ld) + 16));
        for (var row = 0; row < rows; row++)
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
            left = ref Unsafe.Add(ref left, stride);
            right = ref Unsafe.Add(ref right, stride);
        }

        a0.StoreUnsafe(ref gram);
        a1.StoreUnsafe(ref gram, 16);
        b0.StoreUnsafe(ref gram, (nuint)ld);
        b1.StoreUnsafe(ref gram, (nuint)(ld + 16));
        c0.StoreUnsafe(ref gram, (nuint)(2 * ld));
        c1.StoreUnsafe(ref gram, (nuint)((2 * ld) + 16));
        d0.StoreUnsafe(ref gram, (nuint)(3 * ld));
        d1.StoreUnsafe(ref gram, (nuint)((3 * ld) + 16));
        e0.StoreUnsafe(ref gram, (nuint)(4 * ld));
        e1.StoreUnsafe(ref gram, (nuint)((4 * ld) + 16));
        f0.StoreUnsafe(ref gram, (nuint)(5 * ld));
        f1.StoreUnsafe(ref gram, (nuint)((5 * ld) + 16));
        g0.StoreUnsafe(ref gram, (nuint)(6 * ld));
        g1.StoreUnsafe(ref gram, (nuint)((6 * ld) + 16));
        h0.StoreUnsafe(ref gram, (nuint)(7 * ld));
        h1.StoreUnsafe(ref gram, (nuint)((7 * ld) + 16));
    }
}
