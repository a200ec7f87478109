using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// What the rows of one side have in common: they are normal with a mean μ and a precision Λ, which are unknown themselves, Λ ~ Wishart(W₀, ν₀) and
/// μ ~ N(0, (β₀Λ)⁻¹); drawn anew from what the rows are.
/// </summary>
/// <remarks>
/// Salakhutdinov and Mnih, "Bayesian Probabilistic Matrix Factorization using Markov Chain Monte Carlo" (ICML 2008), equation 14; the draw of a Wishart matrix
/// after Bartlett. Double precision: d³ operations a sweep are nothing.
/// </remarks>
internal sealed class NormalWishart
{
    private const int RowsPerBlock = 1024;

    // The worth of the prior for the mean, in rows.
    private const double MeanStrength = 2;

    private readonly int _width;
    private readonly double _priorVariance;
    private readonly double[] _scatter;
    private readonly double[] _sum;
    private readonly double[] _root;

    /// <summary>Starts at mean zero and the prior's precision.</summary>
    /// <param name="width">d, the unknowns of a row.</param>
    /// <param name="priorVariance">Variance of an unknown that the prior thinks likely.</param>
    public NormalWishart(int width, double priorVariance)
    {
        (_width, _priorVariance) = (width, priorVariance);
        (_scatter, _sum, _root) = (new double[width * width], new double[width], new double[width * width]);
        Mean = new float[VectorMath.Padded(width)];
        Precision = new float[width * VectorMath.Padded(width)];
        for (var i = 0; i < width; i++)
            Precision[(i * VectorMath.Padded(width)) + i] = (float)(1 / priorVariance);
    }

    /// <summary>μ, padded to whole vectors.</summary>
    public float[] Mean { get; }

    /// <summary>Λ, all of it, d rows of padded length.</summary>
    public float[] Precision { get; }

    /// <summary>Draws Λ and μ given the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="random">A stream of its own.</param>
    /// <param name="workers">Threads.</param>
    public void Sample(RowTable rows, RandomStream random, int workers)
    {
        Summarize(rows, workers);
        var count = rows.Rows;
        var strength = MeanStrength + count;
        var degrees = _width + 1 + count;
        for (var i = 0; i < _width; i++)
        {
            for (var j = 0; j < _width; j++)
            {
                // Σxxᵀ − n·x̄x̄ᵀ + (β₀n/(β₀+n))·x̄x̄ᵀ = Σxxᵀ − ssᵀ/(β₀+n), with s = Σx.
                _scatter[(i * _width) + j] -= _sum[i] * _sum[j] / strength;
            }

            _scatter[(i * _width) + i] += _priorVariance * (_width + 1);
        }

        // With CCᵀ the inverse scale matrix and A Bartlett's triangle, T = C⁻ᵀA gives Λ = TTᵀ.
        CholeskyLower(_scatter);
        Array.Clear(_root);
        for (var i = 0; i < _width; i++)
        {
            _root[(i * _width) + i] = Math.Sqrt(2 * random.Gamma(0.5 * (degrees - i)));
            for (var j = 0; j < i; j++)
                _root[(i * _width) + j] = random.Normal();
        }

        // μ = s/(β₀+n) + (β₀+n)^−½·T⁻ᵀz, T⁻ᵀ = C·A⁻ᵀ.
        var z = new double[_width];
        for (var i = 0; i < _width; i++)
            z[i] = random.Normal();
        for (var i = _width - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < _width; j++)
                z[i] -= _root[(j * _width) + i] * z[j];
            z[i] /= _root[(i * _width) + i];
        }

        for (var i = 0; i < _width; i++)
        {
            var noise = 0.0;
            for (var j = 0; j <= i; j++)
                noise += _scatter[(i * _width) + j] * z[j];
            Mean[i] = (float)((_sum[i] / strength) + (noise / Math.Sqrt(strength)));
        }

        SolveTransposed(_scatter, _root);
        Square(_root);
    }

    // Sums over fixed blocks of rows, added up in their order, so that the number of threads does not show.
    private void Summarize(RowTable rows, int workers)
    {
        var stride = rows.Stride;
        var blocks = (rows.Rows + RowsPerBlock - 1) / RowsPerBlock;
        var (grams, sums) = (new float[blocks][], new float[blocks][]);
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = workers }, block =>
        {
            var (gram, sum) = (new float[stride * stride], new float[stride]);
            var first = block * RowsPerBlock;
            var count = Math.Min(RowsPerBlock, rows.Rows - first);
            GramKernel.Accumulate(rows.Values.AsSpan(first * stride, count * stride), count, stride, gram, stride);
            for (var row = first; row < first + count; row++)
                VectorMath.Axpy(1, rows.Row(row), sum);
            (grams[block], sums[block]) = (gram, sum);
        });
        Array.Clear(_scatter);
        Array.Clear(_sum);
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < _width; i++)
            {
                _sum[i] += sums[block][i];
                for (var j = i; j < _width; j++)
                    _scatter[(i * _width) + j] += grams[block][(i * stride) + j];
            }
        }

        for (var i = 0; i < _width; i++)
        {
            for (var j = 0; j < i; j++)
                _scatter[(i * _width) + j] = _scatter[(j * _width) + i];
        }
    }

    private void CholeskyLower(double[] a)
    {
        for (var j = 0; j < _width; j++)
        {
            for (var i = j; i < _width; i++)
            {
                var sum = a[(i * _width) + j];
                for (var k = 0; k < j; k++)
                    sum -= a[(i * _width) + k] * a[(j * _width) + k];
                if (i == j && !(sum > 0))
                    throw new ArithmeticException("The covariance of the factors is not positive definite.");
                a[(i * _width) + j] = i == j ? Math.Sqrt(sum) : sum / a[(j * _width) + j];
            }
        }
    }

    // X ← C⁻ᵀX for the lower triangle C.
    private void SolveTransposed(double[] c, double[] x)
    {
        for (var i = _width - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < _width; k++)
            {
                var factor = c[(k * _width) + i];
                for (var j = 0; j < _width; j++)
                    x[(i * _width) + j] -= factor * x[(k * _width) + j];
            }

            for (var j = 0; j < _width; j++)
                x[(i * _width) + j] /= c[(i * _width) + i];
        }
    }

    private void Square(double[] t)
    {
        var stride = VectorMath.Padded(_width);
        for (var i = 0; i < _width; i++)
        {
            for (var j = i; j < _width; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < _width; k++)
                    sum += t[(i * _width) + k] * t[(j * _width) + k];
                Precision[(i * stride) + j] = Precision[(j * stride) + i] = (float)sum;
            }
        }
    }
}
