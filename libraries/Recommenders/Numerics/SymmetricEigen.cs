namespace MovieMesh.Recommenders.Numerics;

/// <summary>All eigenvalues and eigenvectors of a small symmetric matrix, in double precision.</summary>
/// <remarks>
/// Householder reduction to tridiagonal form, then implicit QL steps: Wilkinson and Reinsch, "Handbook for Automatic Computation II" (1971), contributions
/// II/2 and II/3. About 9·n³ operations; one thread, so the result is the same whatever the machine is busy with.
/// </remarks>
internal static class SymmetricEigen
{
    private const int MostSteps = 100;
    private const double RoundOff = 2.220446049250313e-16;

    /// <summary>Decomposes A = QΛQᵀ.</summary>
    /// <param name="a">n×n, row-major, symmetric; holds Qᵀ afterwards: row r is the eigenvector of the r-th value.</param>
    /// <param name="n">Order of the matrix, ≥ 1.</param>
    /// <param name="values">n eigenvalues, largest first.</param>
    /// <exception cref="ArithmeticException">The matrix has entries that are not finite.</exception>
    public static void Decompose(double[] a, int n, double[] values)
    {
        var sub = new double[n];
        Tridiagonalize(a, n, values, sub);
        Diagonalize(a, n, values, sub);
        Sort(a, n, values);
    }

    // Reflections I − w·wᵀ/h annihilate row i left of its subdiagonal, from the last row up; applied to rows, which are contiguous.
    private static void Tridiagonalize(double[] a, int n, double[] diagonal, double[] sub)
    {
        var factors = new double[n];
        var p = new double[n];
        for (var i = n - 1; i >= 1; i--)
        {
            var row = a.AsSpan(i * n, i);
            var norm = 0.0;
            foreach (var value in row[..(i - 1)])
                norm += value * value;
            if (norm == 0)
            {
                sub[i] = row[i - 1];
                continue;
            }

            norm += row[i - 1] * row[i - 1];
            var g = row[i - 1] >= 0 ? -Math.Sqrt(norm) : Math.Sqrt(norm);
            sub[i] = g;
            var h = norm - (row[i - 1] * g);
            row[i - 1] -= g;
            factors[i] = h;
            var product = 0.0;
            for (var j = 0; j < i; j++)
                p[j] = Dot(a.AsSpan(j * n, i), row) / h;
            for (var j = 0; j < i; j++)
                product += p[j] * row[j];
            var shift = product / (h + h);
            for (var j = 0; j < i; j++)
                p[j] -= shift * row[j];
            for (var j = 0; j < i; j++)
            {
                var target = a.AsSpan(j * n, i);
                var (pj, wj) = (p[j], row[j]);
                for (var k = 0; k < target.Length; k++)
                    target[k] -= (wj * p[k]) + (pj * row[k]);
            }
        }

        for (var i = 0; i < n; i++)
            diagonal[i] = a[(i * n) + i];
        Accumulate(a, n, factors);
    }

    // Multiplies the reflections together; what is left in `a` is Qᵀ of A = Q·T·Qᵀ.
    private static void Accumulate(double[] a, int n, double[] factors)
    {
        var q = new double[n * n];
        for (var i = 0; i < n; i++)
            q[(i * n) + i] = 1;
        for (var i = 1; i < n; i++)
        {
            if (factors[i] == 0)
                continue;
            var w = a.AsSpan(i * n, i);
            for (var row = 0; row < i; row++)
            {
                var target = q.AsSpan(row * n, i);
                var scale = Dot(target, w) / factors[i];
                for (var k = 0; k < target.Length; k++)
                    target[k] -= scale * w[k];
            }
        }

        q.CopyTo(a.AsSpan());
    }

    // QL with implicit shifts; rotations are applied to the rows of Qᵀ.
    private static void Diagonalize(double[] a, int n, double[] d, double[] sub)
    {
        var e = new double[n];
        Array.Copy(sub, 1, e, 0, n - 1);
        // Relative to the whole matrix: of one that has lost most of its rank, the small entries are noise that never settles.
        var negligible = 0.0;
        for (var i = 0; i < n; i++)
            negligible = Math.Max(negligible, RoundOff * (Math.Abs(d[i]) + Math.Abs(e[i])));
        for (var l = 0; l < n; l++)
        {
            for (var step = 0; ; step++)
            {
                var m = l;
                for (; m < n - 1; m++)
                {
                    if (Math.Abs(e[m]) <= negligible)
                        break;
                }

                if (m == l)
                    break;
                if (step == MostSteps || !double.IsFinite(e[l]))
                    throw new ArithmeticException("The eigenvalues do not converge: the matrix is not finite.");
                var g = (d[l + 1] - d[l]) / (2 * e[l]);
                var r = Math.Sqrt((g * g) + 1);
                g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
                var (s, c, p) = (1.0, 1.0, 0.0);
                var i = m - 1;
                for (; i >= l; i--)
                {
                    var (f, b) = (s * e[i], c * e[i]);
                    r = Math.Sqrt((f * f) + (g * g));
                    e[i + 1] = r;
                    if (r == 0)
                    {
                        d[i + 1] -= p;
                        e[m] = 0;
                        break;
                    }

                    (s, c) = (f / r, g / r);
                    g = d[i + 1] - p;
                    r = ((d[i] - g) * s) + (2 * c * b);
                    p = s * r;
                    d[i + 1] = g + p;
                    g = (c * r) - b;
                    Rotate(a.AsSpan(i * n, n), a.AsSpan((i + 1) * n, n), c, s);
                }

                if (i >= l)
                    continue;
                d[l] -= p;
                e[l] = g;
                e[m] = 0;
            }
        }
    }

    private static void Rotate(Span<double> lower, Span<double> upper, double c, double s)
    {
        for (var k = 0; k < lower.Length; k++)
        {
            var f = upper[k];
            upper[k] = (s * lower[k]) + (c * f);
            lower[k] = (c * lower[k]) - (s * f);
        }
    }

    private static void Sort(double[] a, int n, double[] values)
    {
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        Array.Sort(order, (x, y) => values[y].CompareTo(values[x]) is var byValue and not 0 ? byValue : x.CompareTo(y));
        var (rows, sorted) = ((double[])a.Clone(), (double[])values.Clone());
        for (var i = 0; i < n; i++)
        {
            values[i] = sorted[order[i]];
            rows.AsSpan(order[i] * n, n).CopyTo(a.AsSpan(i * n, n));
        }
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }
}
