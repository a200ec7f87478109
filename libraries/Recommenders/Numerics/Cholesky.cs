using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>Solves small symmetric positive definite systems in place: A = UᵀU with U upper triangular, row-major.</summary>
/// <remarks>Golub and Van Loan, "Matrix Computations", 4th ed., §4.2 (outer-product form, blocked by four rows). n³/6 multiply-adds to factor, n² to solve.</remarks>
internal static class Cholesky
{
    private const int Block = 4;

    /// <summary>Overwrites the upper triangle of A with U; entries below the diagonal are neither read nor meaningful afterwards.</summary>
    /// <param name="a">n rows of ld floats.</param>
    /// <param name="n">Order of the matrix, ≥ 1.</param>
    /// <param name="ld">Leading dimension, a multiple of 8, ≥ n; columns from n on must be finite; a has n·ld floats.</param>
    /// <returns>False when the matrix is not positive definite to working precision.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Factor(Span<float> a, int n, int ld)
    {
        for (var block = 0; block < n; block += Block)
        {
            var end = Math.Min(block + Block, n);
            for (var j = block; j < end; j++)
            {
                var pivot = a.Slice(j * ld, ld);
                var diagonal = pivot[j];
                if (!(diagonal > 0) || !float.IsFinite(diagonal))
                    return false;
                var root = MathF.Sqrt(diagonal);
                pivot[j] = root;
                Scale(1f / root, pivot[(j + 1)..n]);
                for (var i = j + 1; i < end; i++)
                    VectorMath.Axpy(-pivot[i], pivot[i..], a.Slice((i * ld) + i, ld - i));
            }

            if (end < n)
                Update(a, block, n, ld);
        }

        return true;
    }

    // Row i ← row i − Σ u_qi · row q over the block's four finished rows q, for all rows below: four multiply-adds for each load and store of row i.
    // Starting at a whole vector writes a few unused entries left of the diagonal and needs no remainder loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<float> a, int block, int n, int ld)
    {
        ref var p0 = ref a[block * ld];
        ref var p1 = ref Unsafe.Add(ref p0, ld);
        ref var p2 = ref Unsafe.Add(ref p1, ld);
        ref var p3 = ref Unsafe.Add(ref p2, ld);
        for (var i = block + Block; i < n; i++)
        {
            var (f0, f1) = (Vector256.Create(-Unsafe.Add(ref p0, i)), Vector256.Create(-Unsafe.Add(ref p1, i)));
            var (f2, f3) = (Vector256.Create(-Unsafe.Add(ref p2, i)), Vector256.Create(-Unsafe.Add(ref p3, i)));
            ref var row = ref a[i * ld];
            for (var c = (nuint)(i & -VectorMath.Lane); c < (nuint)ld; c += VectorMath.Lane)
            {
                var sum = Vector256.MultiplyAddEstimate(f0, Vector256.LoadUnsafe(ref p0, c), Vector256.LoadUnsafe(ref row, c));
                sum = Vector256.MultiplyAddEstimate(f1, Vector256.LoadUnsafe(ref p1, c), sum);
                sum = Vector256.MultiplyAddEstimate(f2, Vector256.LoadUnsafe(ref p2, c), sum);
                Vector256.MultiplyAddEstimate(f3, Vector256.LoadUnsafe(ref p3, c), sum).StoreUnsafe(ref row, c);
            }
        }
    }

    private static void Scale(float factor, Span<float> values)
    {
        foreach (ref var value in values)
            value *= factor;
    }

    /// <summary>The definition: uᵢᵢ = √(aᵢᵢ − Σ uₖᵢ²), uᵢⱼ = (aᵢⱼ − Σ uₖᵢ·uₖⱼ) / uᵢᵢ.</summary>
    public static bool FactorScalar(Span<float> a, int n, int ld)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
            {
                var sum = a[(i * ld) + j];
                for (var k = 0; k < i; k++)
                    sum -= a[(k * ld) + i] * a[(k * ld) + j];
                if (i == j && !(sum > 0))
                    return false;
                a[(i * ld) + j] = i == j ? MathF.Sqrt(sum) : sum / a[(i * ld) + i];
            }
        }

        return true;
    }

    /// <summary>Overwrites b with the solution x of UᵀU·x = b.</summary>
    public static void Solve(ReadOnlySpan<float> u, int n, int ld, Span<float> b)
    {
        SolveTransposed(u, n, ld, b);
        SolveUpper(u, n, ld, b);
    }

    /// <summary>Overwrites b with the solution y of Uᵀy = b, the first half of <see cref="Solve"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveTransposed(ReadOnlySpan<float> u, int n, int ld, Span<float> b)
    {
        for (var j = 0; j < n; j++)
        {
            var y = b[j] / u[(j * ld) + j];
            b[j] = y;
            VectorMath.Axpy(-y, u.Slice((j * ld) + j + 1, n - j - 1), b[(j + 1)..]);
        }
    }

    /// <summary>Overwrites b with the solution x of U·x = b, the second half of <see cref="Solve"/>; of standard normal numbers it makes a draw from N(0, (UᵀU)⁻¹).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveUpper(ReadOnlySpan<float> u, int n, int ld, Span<float> b)
    {
        for (var j = n - 1; j >= 0; j--)
        {
            var rest = VectorMath.Dot(u.Slice((j * ld) + j + 1, n - j - 1), b[(j + 1)..]);
            b[j] = (b[j] - rest) / u[(j * ld) + j];
        }
    }
}
