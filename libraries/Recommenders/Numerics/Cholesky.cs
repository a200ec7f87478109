namespace MovieMesh.Recommenders.Numerics;

/// <summary>Solves small symmetric positive definite systems in place: A = UᵀU with U upper triangular, row-major.</summary>
/// <remarks>Golub and Van Loan, "Matrix Computations", 4th ed., §4.2 (outer-product form). n³/6 multiply-adds to factor, n² to solve.</remarks>
internal static class Cholesky
{
    /// <summary>Overwrites the upper triangle of A with U; entries below the diagonal are neither read nor meaningful afterwards.</summary>
    /// <param name="a">n rows of ld floats.</param>
    /// <param name="n">Order of the matrix, ≥ 1.</param>
    /// <param name="ld">Leading dimension, a multiple of 8, ≥ n; columns from n on must be finite.</param>
    /// <returns>False when the matrix is not positive definite to working precision.</returns>
    public static bool Factor(Span<float> a, int n, int ld)
    {
        for (var j = 0; j < n; j++)
        {
            var pivot = a.Slice(j * ld, ld);
            var diagonal = pivot[j];
            if (!(diagonal > 0) || !float.IsFinite(diagonal))
                return false;
            var root = MathF.Sqrt(diagonal);
            pivot[j] = root;
            var inverse = 1f / root;
            for (var c = j + 1; c < n; c++)
                pivot[c] *= inverse;
            for (var i = j + 1; i < n; i++)
            {
                // Starting at a whole vector writes a few unused entries left of the diagonal and needs no remainder loop.
                var from = i & -VectorMath.Lane;
                VectorMath.Axpy(-pivot[i], pivot[from..], a.Slice((i * ld) + from, ld - from));
            }
        }

        return true;
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
        for (var j = 0; j < n; j++)
        {
            var y = b[j] / u[(j * ld) + j];
            b[j] = y;
            VectorMath.Axpy(-y, u.Slice((j * ld) + j + 1, n - j - 1), b[(j + 1)..]);
        }

        for (var j = n - 1; j >= 0; j--)
        {
            var rest = VectorMath.Dot(u.Slice((j * ld) + j + 1, n - j - 1), b[(j + 1)..]);
            b[j] = (b[j] - rest) / u[(j * ld) + j];
        }
    }
}
