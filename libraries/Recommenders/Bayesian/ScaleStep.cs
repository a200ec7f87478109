using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// Draws by how much each column of a side is to be stretched: x_r = m_r + s∘e_r with all e_r kept, s ~ N(H⁻¹h, H⁻¹) from the likelihood of all ratings.
/// </summary>
/// <remarks>
/// <para>Rows of few ratings follow their prior, and the prior's variance follows the rows, so that a chain that draws one after the other creeps. Drawing the scale with the
/// standardized rows held fixed is the other of the two parametrizations; taking them in turns gets the chain out of the valley within a few sweeps: Yu and Meng, "To Center
/// or Not to Center" (2011). H = Σ_r (e_r e_rᵀ)∘G_r and h = Σ_r e_r∘(t_r − G_r m_r) need no more than the G_r and t_r that each row's own draw has formed anyway.</para>
/// <para>Threads add up whole numbers (2⁻²⁰), whose sums do not depend on the order.</para>
/// </remarks>
internal sealed class ScaleStep
{
    private const double Unit = 1 << 20;

    private readonly int _width;
    private readonly int _ld;
    private readonly float[] _gram;
    private readonly float[] _right;
    private readonly float[] _deviation;
    private readonly float[] _product;
    private readonly long[] _matrix;
    private readonly long[] _vector;

    public ScaleStep(int factors)
    {
        _width = factors + 1;
        _ld = VectorMath.Padded(_width);
        (_gram, _right) = (new float[_ld * _ld], new float[_ld]);
        (_deviation, _product) = (new float[_ld], new float[_ld]);
        (_matrix, _vector) = (new long[_width * _width], new long[_width]);
    }

    /// <summary>Copies the likelihood's part of a row's normal equations, upper triangle.</summary>
    public void Remember(ReadOnlySpan<float> gram, ReadOnlySpan<float> right)
    {
        gram.CopyTo(_gram);
        right.CopyTo(_right);
    }

    /// <summary>Adds the row, now that it is drawn.</summary>
    public void Add(ReadOnlySpan<float> sample, ReadOnlySpan<float> expected)
    {
        _product.AsSpan().Clear();
        for (var i = 0; i < _width; i++)
        {
            _deviation[i] = sample[i] - expected[i];
            var row = _gram.AsSpan((i * _ld) + i, _width - i);
            _product[i] += VectorMath.Dot(row, expected[i.._width]);
            VectorMath.Axpy(expected[i], row[1..], _product.AsSpan(i + 1));
        }

        for (var i = 0; i < _width; i++)
        {
            _vector[i] += (long)(Unit * _deviation[i] * (_right[i] - _product[i]));
            var scale = (float)Unit * _deviation[i];
            for (var j = i; j < _width; j++)
                _matrix[(i * _width) + j] += (long)(scale * _deviation[j] * _gram[(i * _ld) + j]);
        }
    }

    /// <summary>Draws s from what all threads have added, and forgets that.</summary>
    /// <param name="steps">Those of all threads.</param>
    /// <param name="precision">λ by column as it was; √(s²/λ) is thought to be of the order of one star, which matters where there is hardly a rating.</param>
    /// <param name="random">A stream of its own.</param>
    public static float[] Draw(IReadOnlyList<ScaleStep> steps, ReadOnlySpan<float> precision, RandomStream random)
    {
        var (width, ld) = (steps[0]._width, steps[0]._ld);
        var (matrix, drawn) = (new float[width * ld], new float[ld]);
        for (var i = 0; i < width; i++)
        {
            drawn[i] = (float)(steps.Sum(step => step._vector[i]) / Unit);
            for (var j = i; j < width; j++)
                matrix[(i * ld) + j] = (float)(steps.Sum(step => step._matrix[(i * width) + j]) / Unit);
            matrix[(i * ld) + i] += 1 / precision[i];
        }

        foreach (var step in steps)
        {
            Array.Clear(step._matrix);
            Array.Clear(step._vector);
        }

        if (!Cholesky.Factor(matrix, width, ld))
        {
            Array.Fill(drawn, 1);
            return drawn;
        }

        Cholesky.SolveTransposed(matrix, width, ld, drawn.AsSpan(0, width));
        for (var i = 0; i < width; i++)
            drawn[i] += (float)random.Normal();
        Cholesky.SolveUpper(matrix, width, ld, drawn.AsSpan(0, width));
        return drawn;
    }
}
