using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// The posterior of one row's unknowns x = (w, b) given the other side: normal with precision A = Λ + α·Σ (v,1)(v,1)ᵀ and mean A⁻¹(Λm + α·Σ (v,1)·target).
/// Scratch memory of one thread.
/// </summary>
/// <remarks>All k + 1 unknowns are drawn at once, by one Cholesky decomposition: A = UᵀU, x = A⁻¹r + U⁻¹z with z standard normal. The Gram matrix costs n·k²/2 multiply-adds.</remarks>
internal sealed class RowSampler
{
    // 128 rows of 64 factors fill a 32 KiB first-level cache.
    private const int PanelFloats = 8192;

    private readonly int _factors;
    private readonly int _stride;
    private readonly int _ld;
    private readonly int _panelRows;
    private readonly float[] _panel;
    private readonly float[] _gram;
    private readonly float[] _sums;
    private readonly float[] _right;
    private int _filled;
    private float _weights;
    private float _targets;

    public RowSampler(int factors)
    {
        _factors = factors;
        _stride = VectorMath.Padded(factors);
        _ld = VectorMath.Padded(factors + 1);
        _panelRows = Math.Max(16, PanelFloats / _stride);
        _panel = new float[_panelRows * _stride];
        _gram = new float[_ld * _ld];
        _sums = new float[_stride];
        _right = new float[_ld];
        Scale = new ScaleStep(factors);
        Begin();
    }

    /// <summary>What the rows that were finished with it say of the scale of their columns.</summary>
    public ScaleStep Scale { get; }

    /// <summary>Forgets the row before.</summary>
    public void Begin()
    {
        _gram.AsSpan().Clear();
        _sums.AsSpan().Clear();
        _right.AsSpan().Clear();
        (_filled, _weights, _targets) = (0, 0, 0);
    }

    /// <summary>Adds a rating: the other side's k factors (more are not looked at), what they and the bias are to explain, and the weight of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<float> vector, float target, float weight = 1)
    {
        if (_filled == _panelRows)
            Flush();
        var source = vector[.._factors];
        var row = _panel.AsSpan(_filled++ * _stride, _factors);
        if (weight == 1)
        {
            source.CopyTo(row);
        }
        else
        {
            row.Clear();
            VectorMath.Axpy(MathF.Sqrt(weight), source, row);
        }

        VectorMath.Axpy(weight, source, _sums);
        VectorMath.Axpy(weight * target, source, _right);
        _weights += weight;
        _targets += weight * target;
    }

    /// <summary>Brings in the prior and factors A.</summary>
    /// <param name="prior">The diagonal of Λ, at least k + 1 floats.</param>
    /// <param name="expected">m, at least k + 1 floats.</param>
    /// <param name="noise">α.</param>
    /// <param name="withScale">Whether <see cref="Scale"/> is to learn of the row too.</param>
    /// <exception cref="ArithmeticException">A is not positive definite in single precision.</exception>
    public void Finish(ReadOnlySpan<float> prior, ReadOnlySpan<float> expected, float noise, bool withScale = false)
    {
        Flush();
        _right[_factors] = _targets;
        var alpha = Vector256.Create(noise);
        for (var i = 0; i <= _factors; i++)
        {
            var row = _gram.AsSpan(i * _ld, _ld);
            row[_factors] = i < _factors ? _sums[i] : _weights;
            for (var j = i & -VectorMath.Lane; j < _ld; j += VectorMath.Lane)
                (alpha * Vector256.Create<float>(row[j..])).CopyTo(row[j..]);
            _right[i] *= noise;
        }

        if (withScale)
            Scale.Remember(_gram, _right);
        for (var i = 0; i <= _factors; i++)
        {
            _gram[(i * _ld) + i] += prior[i];
            _right[i] += prior[i] * expected[i];
        }

        if (!Cholesky.Factor(_gram, _factors + 1, _ld))
            throw new ArithmeticException("A row's posterior is not positive definite in single precision.");
        Cholesky.SolveTransposed(_gram, _factors + 1, _ld, _right);
    }

    /// <summary>The posterior mean.</summary>
    public void Mean(Span<float> unknowns)
    {
        _right.AsSpan(0, _factors + 1).CopyTo(unknowns);
        Cholesky.SolveUpper(_gram, _factors + 1, _ld, unknowns[..(_factors + 1)]);
    }

    /// <summary>A draw from the posterior.</summary>
    public void Sample(ref RandomStream random, Span<float> unknowns)
    {
        for (var i = 0; i <= _factors; i++)
            unknowns[i] = _right[i] + (float)random.Normal();
        Cholesky.SolveUpper(_gram, _factors + 1, _ld, unknowns[..(_factors + 1)]);
    }

    private void Flush()
    {
        GramKernel.Accumulate(_panel, _filled, _stride, _gram, _ld);
        _filled = 0;
    }
}
