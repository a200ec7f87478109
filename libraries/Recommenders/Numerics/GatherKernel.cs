using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>Brings scattered rows of a table together in a dense panel, scaled on the way.</summary>
internal static class GatherKernel
{
    // Rows come from all over a table far larger than the caches: they are asked for this many rows ahead.
    private const int Ahead = 6;
    private const int LineFloats = 16;

    /// <summary>panel[r] ← scales[r] · table[rows[r]].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(ReadOnlySpan<float> table, int stride, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, Span<float> panel)
    {
        ref var target = ref MemoryMarshal.GetReference(panel[..(rows.Length * stride)]);
        for (var r = 0; r < rows.Length; r++)
        {
            if (r + Ahead < rows.Length)
                Prefetch(table.Slice(rows[r + Ahead] * stride, stride));
            ref var source = ref MemoryMarshal.GetReference(table.Slice(rows[r] * stride, stride));
            var scale = Vector256.Create(scales[r]);
            for (nuint f = 0; f < (nuint)stride; f += VectorMath.Lane)
                (scale * Vector256.LoadUnsafe(ref source, f)).StoreUnsafe(ref target, f);
            target = ref Unsafe.Add(ref target, stride);
        }
    }

    /// <summary>panel[f·width + r] ← scales[r] · columnScales[f] · table[rows[r]][f]; columns from the last row to width become 0.</summary>
    /// <param name="table">Rows of stride floats.</param>
    /// <param name="stride">A multiple of 8.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="scales">A factor for each.</param>
    /// <param name="columnScales">stride factors.</param>
    /// <param name="panel">stride × width floats.</param>
    /// <param name="width">A multiple of 8, at least as many as rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed(
        ReadOnlySpan<float> table, int stride, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, ReadOnlySpan<float> columnScales, Span<float> panel, int width)
    {
        if (!Avx.IsSupported)
        {
            TransposedScalar(table, stride, rows, scales, columnScales, panel, width);
            return;
        }

        ref var factors = ref MemoryMarshal.GetReference(columnScales[..stride]);
        ref var target = ref MemoryMarshal.GetReference(panel[..(stride * width)]);
        foreach (var row in rows[..Math.Min(VectorMath.Lane, rows.Length)])
            Prefetch(table.Slice(row * stride, stride));
        for (var block = 0; block < width; block += VectorMath.Lane)
        {
            for (var ahead = block + VectorMath.Lane; ahead < Math.Min(block + (2 * VectorMath.Lane), rows.Length); ahead++)
                Prefetch(table.Slice(rows[ahead] * stride, stride));
            // Rows that are missing to a whole block are read as the first one, times 0.
            ref var r0 = ref Source(table, stride, rows, scales, block, out var s0);
            ref var r1 = ref Source(table, stride, rows, scales, block + 1, out var s1);
            ref var r2 = ref Source(table, stride, rows, scales, block + 2, out var s2);
            ref var r3 = ref Source(table, stride, rows, scales, block + 3, out var s3);
            ref var r4 = ref Source(table, stride, rows, scales, block + 4, out var s4);
            ref var r5 = ref Source(table, stride, rows, scales, block + 5, out var s5);
            ref var r6 = ref Source(table, stride, rows, scales, block + 6, out var s6);
            ref var r7 = ref Source(table, stride, rows, scales, block + 7, out var s7);
            for (nuint f = 0; f < (nuint)stride; f += VectorMath.Lane)
            {
                var c = Vector256.LoadUnsafe(ref factors, f);
                var (a0, a1) = (c * Vector256.LoadUnsafe(ref r0, f) * Vector256.Create(s0), c * Vector256.LoadUnsafe(ref r1, f) * Vector256.Create(s1));
                var (a2, a3) = (c * Vector256.LoadUnsafe(ref r2, f) * Vector256.Create(s2), c * Vector256.LoadUnsafe(ref r3, f) * Vector256.Create(s3));
                var (a4, a5) = (c * Vector256.LoadUnsafe(ref r4, f) * Vector256.Create(s4), c * Vector256.LoadUnsafe(ref r5, f) * Vector256.Create(s5));
                var (a6, a7) = (c * Vector256.LoadUnsafe(ref r6, f) * Vector256.Create(s6), c * Vector256.LoadUnsafe(ref r7, f) * Vector256.Create(s7));
                var (b0, b1) = (Avx.UnpackLow(a0, a1), Avx.UnpackHigh(a0, a1));
                var (b2, b3) = (Avx.UnpackLow(a2, a3), Avx.UnpackHigh(a2, a3));
                var (b4, b5) = (Avx.UnpackLow(a4, a5), Avx.UnpackHigh(a4, a5));
                var (b6, b7) = (Avx.UnpackLow(a6, a7), Avx.UnpackHigh(a6, a7));
                a0 = Avx.Shuffle(b0, b2, 0x44);
                a1 = Avx.Shuffle(b0, b2, 0xEE);
                a2 = Avx.Shuffle(b1, b3, 0x44);
                a3 = Avx.Shuffle(b1, b3, 0xEE);
                a4 = Avx.Shuffle(b4, b6, 0x44);
                a5 = Avx.Shuffle(b4, b6, 0xEE);
                a6 = Avx.Shuffle(b5, b7, 0x44);
                a7 = Avx.Shuffle(b5, b7, 0xEE);
                ref var place = ref Unsafe.Add(ref target, ((int)f * width) + block);
                Avx.Permute2x128(a0, a4, 0x20).StoreUnsafe(ref place);
                Avx.Permute2x128(a1, a5, 0x20).StoreUnsafe(ref place, (nuint)width);
                Avx.Permute2x128(a2, a6, 0x20).StoreUnsafe(ref place, (nuint)(2 * width));
                Avx.Permute2x128(a3, a7, 0x20).StoreUnsafe(ref place, (nuint)(3 * width));
                Avx.Permute2x128(a0, a4, 0x31).StoreUnsafe(ref place, (nuint)(4 * width));
                Avx.Permute2x128(a1, a5, 0x31).StoreUnsafe(ref place, (nuint)(5 * width));
                Avx.Permute2x128(a2, a6, 0x31).StoreUnsafe(ref place, (nuint)(6 * width));
                Avx.Permute2x128(a3, a7, 0x31).StoreUnsafe(ref place, (nuint)(7 * width));
            }
        }
    }

    /// <summary>The definition of <see cref="Transposed"/>, one float after the other.</summary>
    public static void TransposedScalar(
        ReadOnlySpan<float> table, int stride, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, ReadOnlySpan<float> columnScales, Span<float> panel, int width)
    {
        panel[..(stride * width)].Clear();
        for (var r = 0; r < rows.Length; r++)
        {
            for (var f = 0; f < stride; f++)
                panel[(f * width) + r] = scales[r] * columnScales[f] * table[(rows[r] * stride) + f];
        }
    }

    private static ref float Source(ReadOnlySpan<float> table, int stride, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, int row, out float scale)
    {
        var exists = row < rows.Length;
        scale = exists ? scales[row] : 0;
        return ref MemoryMarshal.GetReference(table.Slice(rows[exists ? row : 0] * stride, stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ReadOnlySpan<float> row)
    {
        if (!Sse.IsSupported)
            return;
        // A hint alone: should the collector move the table meanwhile, a wrong line is fetched and nothing else happens.
        ref var first = ref MemoryMarshal.GetReference(row);
        for (var f = 0; f < row.Length; f += LineFloats)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, f)));
    }
}
