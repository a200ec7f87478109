using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>Inner products and scaled sums of dense vectors; the scalar twins are what tests hold the vector paths against.</summary>
internal static class VectorMath
{
    /// <summary>Floats per 256-bit vector: rows of factors are padded to a multiple of it.</summary>
    public const int Lane = 8;

    /// <summary>The next multiple of <see cref="Lane"/>.</summary>
    public static int Padded(int length) => (length + Lane - 1) & -Lane;

    /// <summary>Σᵢ xᵢ·yᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (!Vector128.IsHardwareAccelerated || x.Length < Lane)
            return DotScalar(x, y);
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var (a, b) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var i = 0;
        for (; i + (2 * Lane) <= x.Length; i += 2 * Lane)
        {
            a = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref px, (nuint)i), Vector256.LoadUnsafe(ref py, (nuint)i), a);
            b = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref px, (nuint)(i + Lane)), Vector256.LoadUnsafe(ref py, (nuint)(i + Lane)), b);
        }

        if (i + Lane <= x.Length)
        {
            a = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref px, (nuint)i), Vector256.LoadUnsafe(ref py, (nuint)i), a);
            i += Lane;
        }

        var sum = Vector256.Sum(a + b);
        for (; i < x.Length; i++)
            sum += Unsafe.Add(ref px, i) * Unsafe.Add(ref py, i);
        return sum;
    }

    /// <summary>Σᵢ xᵢ·yᵢ, one by one.</summary>
    public static float DotScalar(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>yᵢ ← yᵢ + alpha·xᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Axpy(float alpha, ReadOnlySpan<float> x, Span<float> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var factor = Vector256.Create(alpha);
            for (; i + Lane <= x.Length; i += Lane)
                Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref px, (nuint)i), Vector256.LoadUnsafe(ref py, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < x.Length; i++)
            Unsafe.Add(ref py, i) += alpha * Unsafe.Add(ref px, i);
    }

    /// <summary>yᵢ ← yᵢ + alpha·xᵢ, one by one.</summary>
    public static void AxpyScalar(float alpha, ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] += alpha * x[i];
    }
}
