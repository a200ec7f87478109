using System.Numerics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>The inverse of a small symmetric positive definite matrix in double precision: A = LLᵀ, then L⁻¹, then A⁻¹ = L⁻ᵀL⁻¹.</summary>
internal static class SmallInverse
{
    /// <summary>Overwrites A (n×n, row-major) with its inverse.</summary>
    /// <returns>False when the matrix is not positive definite; A is then spoilt.</returns>
    public static bool Invert(double[] a, int n)
    {
        if (!Factor(a, n))
            return false;

        // Row i of L⁻¹ from the rows above it: eᵢ less their sum weighted by row i of L, over its diagonal.
        var inverse = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var target = inverse.AsSpan(i * n, n);
            target[i] = 1;
            for (var k = 0; k < i; k++)
                Subtract(a[(i * n) + k], inverse.AsSpan(k * n, k + 1), target);
            Scale(1 / a[(i * n) + i], target[..(i + 1)]);
        }

        a.AsSpan(0, n * n).Clear();
        for (var k = 0; k < n; k++)
        {
            var row = inverse.AsSpan(k * n, k + 1);
            for (var i = 0; i <= k; i++)
                Subtract(-row[i], row[..(i + 1)], a.AsSpan(i * n, n));
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
                a[(i * n) + j] = a[(j * n) + i];
        }

        return true;
    }

    private static bool Factor(double[] a, int n)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[(i * n) + j] - Dot(a.AsSpan(i * n, j), a.AsSpan(j * n, j));
                if (i == j && (!(sum > 0) || !double.IsFinite(sum)))
                    return false;
                a[(i * n) + j] = i == j ? Math.Sqrt(sum) : sum / a[(j * n) + j];
            }
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
            sum += new Vector<double>(x[i..]) * new Vector<double>(y[i..]);
        var total = Vector.Sum(sum);
        for (; i < x.Length; i++)
            total += x[i] * y[i];
        return total;
    }

    private static void Subtract(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
            (new Vector<double>(y[i..]) - (factor * new Vector<double>(x[i..]))).CopyTo(y[i..]);
        for (; i < x.Length; i++)
            y[i] -= factor * x[i];
    }

    private static void Scale(double factor, Span<double> values)
    {
        foreach (ref var value in values)
            value *= factor;
    }
}
