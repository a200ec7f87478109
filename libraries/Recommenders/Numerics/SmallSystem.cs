using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>
/// Normal equations of seven factors and a bias, assembled and solved without leaving the registers: each of eight registers holds a row of the matrix, and rated rows
/// are read where they lie.
/// </summary>
internal static class SmallSystem
{
    /// <summary>The most factors; the bias takes the last of eight lanes.</summary>
    public const int LargestFactors = VectorMath.Lane - 1;

    // Far enough for a row to arrive from the third-level cache while others are worked on.
    private const int Ahead = 12;

    /// <summary>Solves (Σ (v,1)(v,1)ᵀ + D) x = Σ (v,1)·(stars − mean − bias) + D·x₀ by the LDLᵀ decomposition.</summary>
    /// <param name="values">The other side's factors, eight a row, zero after the last factor.</param>
    /// <param name="biases">The other side's biases.</param>
    /// <param name="indices">The other side's rows that were rated.</param>
    /// <param name="stars">Their stars.</param>
    /// <param name="mean">μ.</param>
    /// <param name="penalty">The diagonal D: of the factors, one where there is none, and of the bias last.</param>
    /// <param name="expected">x₀, the bias last.</param>
    /// <param name="solution">x, the bias last.</param>
    /// <returns>False when the matrix is not positive definite to working precision.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Solve(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> biases,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> stars,
        float mean,
        Vector256<float> penalty,
        Vector256<float> expected,
        out Vector256<float> solution)
    {
        ref var table = ref MemoryMarshal.GetReference(values);
        ref var others = ref MemoryMarshal.GetReference(biases);
        ref var index = ref MemoryMarshal.GetReference(indices);
        ref var star = ref MemoryMarshal.GetReference(stars);
        var unit = Place(7, 1);
        var b = penalty * expected;
        var r0 = Place(0, penalty[0]);
        var r1 = Place(1, penalty[1]);
        var r2 = Place(2, penalty[2]);
        var r3 = Place(3, penalty[3]);
        var r4 = Place(4, penalty[4]);
        var r5 = Place(5, penalty[5]);
        var r6 = Place(6, penalty[6]);
        var r7 = Place(7, penalty[7]);
        for (var i = 0; i < indices.Length; i++)
        {
            if (Sse.IsSupported && i + Ahead < indices.Length)
                Prefetch(ref Unsafe.Add(ref table, (nint)VectorMath.Lane * Unsafe.Add(ref index, i + Ahead)));
            var other = (nint)Unsafe.Add(ref index, i);
            ref var row = ref Unsafe.Add(ref table, VectorMath.Lane * other);
            var v = Vector256.LoadUnsafe(ref row) + unit;
            b = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref star, i) - mean - Unsafe.Add(ref others, other)), v, b);
            r0 = Vector256.MultiplyAddEstimate(Vector256.Create(row), v, r0);
            r1 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref row, 1)), v, r1);
            r2 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref row, 2)), v, r2);
            r3 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref row, 3)), v, r3);
            r4 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref row, 4)), v, r4);
            r5 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref row, 5)), v, r5);
            r6 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref row, 6)), v, r6);
            r7 += v;
        }

        // Row j leaves the rows below it and the right-hand side; by symmetry the multipliers are its own entries over the pivot.
        var s = r0 / Vector256.Create(r0[0]);
        b -= Above(0, Vector256.Create(b[0]) * s);
        r1 -= Vector256.Create(s[1]) * r0;
        r2 -= Vector256.Create(s[2]) * r0;
        r3 -= Vector256.Create(s[3]) * r0;
        r4 -= Vector256.Create(s[4]) * r0;
        r5 -= Vector256.Create(s[5]) * r0;
        r6 -= Vector256.Create(s[6]) * r0;
        r7 -= Vector256.Create(s[7]) * r0;
        s = r1 / Vector256.Create(r1[1]);
        b -= Above(1, Vector256.Create(b[1]) * s);
        r2 -= Vector256.Create(s[2]) * r1;
        r3 -= Vector256.Create(s[3]) * r1;
        r4 -= Vector256.Create(s[4]) * r1;
        r5 -= Vector256.Create(s[5]) * r1;
        r6 -= Vector256.Create(s[6]) * r1;
        r7 -= Vector256.Create(s[7]) * r1;
        s = r2 / Vector256.Create(r2[2]);
        b -= Above(2, Vector256.Create(b[2]) * s);
        r3 -= Vector256.Create(s[3]) * r2;
        r4 -= Vector256.Create(s[4]) * r2;
        r5 -= Vector256.Create(s[5]) * r2;
        r6 -= Vector256.Create(s[6]) * r2;
        r7 -= Vector256.Create(s[7]) * r2;
        s = r3 / Vector256.Create(r3[3]);
        b -= Above(3, Vector256.Create(b[3]) * s);
        r4 -= Vector256.Create(s[4]) * r3;
        r5 -= Vector256.Create(s[5]) * r3;
        r6 -= Vector256.Create(s[6]) * r3;
        r7 -= Vector256.Create(s[7]) * r3;
        s = r4 / Vector256.Create(r4[4]);
        b -= Above(4, Vector256.Create(b[4]) * s);
        r5 -= Vector256.Create(s[5]) * r4;
        r6 -= Vector256.Create(s[6]) * r4;
        r7 -= Vector256.Create(s[7]) * r4;
        s = r5 / Vector256.Create(r5[5]);
        b -= Above(5, Vector256.Create(b[5]) * s);
        r6 -= Vector256.Create(s[6]) * r5;
        r7 -= Vector256.Create(s[7]) * r5;
        s = r6 / Vector256.Create(r6[6]);
        b -= Above(6, Vector256.Create(b[6]) * s);
        r7 -= Vector256.Create(s[7]) * r6;

        // From the last unknown upwards; lanes of x not yet known are zero, and those of a row left of its pivot meet zeros or are passed over.
        var x = Place(7, b[7] / r7[7]);
        x += Place(6, (b[6] - Vector256.Sum(r6 * x)) / r6[6]);
        x += Place(5, (b[5] - Vector256.Sum(r5 * x)) / r5[5]);
        x += Place(4, (b[4] - Vector256.Sum(r4 * x)) / r4[4]);
        x += Place(3, (b[3] - Vector256.Sum(r3 * x)) / r3[3]);
        x += Place(2, (b[2] - Vector256.Sum(r2 * x)) / r2[2]);
        x += Place(1, (b[1] - Vector256.Sum(r1 * x)) / r1[1]);
        x += Place(0, (b[0] - Vector256.Sum(r0 * x)) / r0[0]);
        solution = x;
        return r0[0] > 0 && r1[1] > 0 && r2[2] > 0 && r3[3] > 0 && r4[4] > 0 && r5[5] > 0 && r6[6] > 0 && r7[7] > 0 && float.IsFinite(Vector256.Sum(x));
    }

    private static unsafe void Prefetch(ref float row) => Sse.Prefetch0(Unsafe.AsPointer(ref row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Place(int lane, float value) => Vector256.Equals(Vector256<int>.Indices, Vector256.Create(lane)).AsSingle() & Vector256.Create(value);

    // Keeps the lanes after one; those up to it hold right-hand sides that are done.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Above(int lane, Vector256<float> values) => Vector256.GreaterThan(Vector256<int>.Indices, Vector256.Create(lane)).AsSingle() & values;
}
