using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>
/// Solves one row (a user against fixed items, or an item against fixed users) by its normal equations; scratch memory of one thread.
/// </summary>
/// <remarks>
/// With x = (w, b) the row's unknown factors and bias, and for each of its n ratings the other side's vector v extended by a constant 1:
/// <code>(Σ (v,1)(v,1)ᵀ + diag(ρ, …, ρ, λ_b)) x = Σ (v,1)·(stars − μ − b_other),  ρ = λ·(n + n₀)^ν</code>
/// so that the bias is solved jointly with the factors. Where the row is expected at some x₀ other than zero (see <see cref="LinearPrior"/>), the penalties pull it there
/// instead: the diagonal matrix times x₀ joins the right-hand side. Training, warm starts and fold-in all come here, which is why they agree to the last bit.
/// </remarks>
internal sealed class RowSolver
{
    // 128 rows of 64 factors fill a 32 KiB first-level cache.
    private const int PanelFloats = 8192;

    private const string NotPositiveDefinite = "The normal equations are not positive definite in single precision: raise the regularization.";

    private readonly int _factors;
    private readonly int _stride;
    private readonly int _ld;
    private readonly int _panelRows;
    private readonly float[] _panel;
    private readonly float[] _gram;
    private readonly float[] _sums;
    private readonly float[] _right;

    public RowSolver(int factors)
    {
        _factors = factors;
        _stride = VectorMath.Padded(factors);
        _ld = VectorMath.Padded(factors + 1);
        _panelRows = _stride == 0 ? PanelFloats : Math.Max(16, PanelFloats / _stride);
        _panel = new float[_panelRows * _stride];
        _gram = new float[_ld * _ld];
        _sums = new float[_stride];
        _right = new float[_ld];
    }

    /// <summary>Solves the row and writes its factors (padding included) and its bias; a row without ratings becomes what is expected of it.</summary>
    /// <exception cref="ArithmeticException">The penalties are too small for single precision.</exception>
    public float Solve(
        RatingRow ratings, FactorTable others, float mean, Penalty penalty, Span<float> paddedFactors, ReadOnlySpan<float> expected = default, float expectedBias = 0)
    {
        paddedFactors.Clear();
        if (ratings.Count == 0)
        {
            expected.CopyTo(paddedFactors);
            return expectedBias;
        }

        if (_factors is > 0 and <= SmallSystem.LargestFactors && Vector256.IsHardwareAccelerated)
            return SolveSmall(ratings, others, mean, penalty, paddedFactors, expected, expectedBias);
        Assemble(ratings, others, mean, penalty);
        VectorMath.Axpy(penalty.FactorsFor(ratings.Count), expected, _right);
        _right[_factors] += penalty.Bias * expectedBias;
        Factor();
        Cholesky.Solve(_gram, _factors + 1, _ld, _right);
        _right.AsSpan(0, _factors).CopyTo(paddedFactors);
        return _right[_factors];
    }

    /// <summary>
    /// What each rating adds to the row's score of one item x: cⱼ = (x,1)ᵀ A⁻¹ (vⱼ,1) · targetⱼ, and where the row is expected at s·Σ eⱼ (<paramref name="expectations"/>),
    /// its share s·(x,1)ᵀ A⁻¹ diag(ρ, …, ρ, λ_b) eⱼ of that. The contributions sum to w·x + b exactly (up to rounding).
    /// </summary>
    public void Contributions(
        RatingRow ratings, FactorTable others, float mean, Penalty penalty, ReadOnlySpan<float> x, FactorTable? expectations, Span<float> contributions)
    {
        Assemble(ratings, others, mean, penalty);
        Factor();
        x.CopyTo(_right);
        _right[_factors] = 1;
        Cholesky.Solve(_gram, _factors + 1, _ld, _right);
        for (var j = 0; j < ratings.Count; j++)
        {
            var other = ratings.Indices[j];
            var influence = VectorMath.Dot(others.Row(other), _right.AsSpan(0, _factors)) + _right[_factors];
            contributions[j] = influence * (ratings.Stars[j] - mean - others.Biases[other]);
            if (expectations is not null)
            {
                var share = (penalty.FactorsFor(ratings.Count) * VectorMath.Dot(expectations.Row(other), _right.AsSpan(0, _factors))) + (penalty.Bias * expectations.Biases[other] * _right[_factors]);
                contributions[j] += share * LinearPrior.InverseRoot(ratings.Count);
            }
        }
    }

    private float SolveSmall(RatingRow ratings, FactorTable others, float mean, Penalty penalty, Span<float> paddedFactors, ReadOnlySpan<float> expected, float expectedBias)
    {
        _right.AsSpan().Fill(1);
        _right.AsSpan(0, _factors).Fill(penalty.FactorsFor(ratings.Count));
        _right[SmallSystem.LargestFactors] = penalty.Bias;
        var penalties = Vector256.LoadUnsafe(ref _right[0]);
        _right.AsSpan().Clear();
        expected[..Math.Min(expected.Length, _factors)].CopyTo(_right);
        _right[SmallSystem.LargestFactors] = expectedBias;
        if (!SmallSystem.Solve(others.Values, others.Biases, ratings.Indices, ratings.Stars, mean, penalties, Vector256.LoadUnsafe(ref _right[0]), out var solution))
            throw new ArithmeticException(NotPositiveDefinite);
        solution.StoreUnsafe(ref _right[0]);
        _right.AsSpan(0, _factors).CopyTo(paddedFactors);
        return _right[SmallSystem.LargestFactors];
    }

    private void Factor()
    {
        if (!Cholesky.Factor(_gram, _factors + 1, _ld))
            throw new ArithmeticException(NotPositiveDefinite);
    }

    private void Assemble(RatingRow ratings, FactorTable others, float mean, Penalty penalty)
    {
        _gram.AsSpan().Clear();
        _right.AsSpan().Clear();
        _sums.AsSpan().Clear();
        var targetSum = 0f;
        for (var start = 0; start < ratings.Count; start += _panelRows)
        {
            var rows = Math.Min(_panelRows, ratings.Count - start);
            targetSum += Gather(ratings, start, rows, others, mean);
            GramKernel.Accumulate(_panel, rows, _stride, _gram, _ld);
        }

        var ridge = penalty.FactorsFor(ratings.Count);
        for (var i = 0; i < _factors; i++)
        {
            _gram[(i * _ld) + i] += ridge;
            _gram[(i * _ld) + _factors] = _sums[i];
        }

        _gram[(_factors * _ld) + _factors] = ratings.Count + penalty.Bias;
        _right[_factors] = targetSum;
    }

    // Copies the rated rows side by side, and sums them plainly (the bias column of A) and weighted by their targets (b).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Gather(RatingRow ratings, int start, int rows, FactorTable others, float mean)
    {
        var indices = ratings.Indices.Slice(start, rows);
        var stars = ratings.Stars.Slice(start, rows);
        var targetSum = 0f;
        for (var row = 0; row < rows; row++)
        {
            var source = others.PaddedRow(indices[row]);
            source.CopyTo(_panel.AsSpan(row * _stride, _stride));
            var target = stars[row] - mean - others.Biases[indices[row]];
            targetSum += target;
            VectorMath.Axpy(1f, source, _sums);
            VectorMath.Axpy(target, source, _right.AsSpan(0, _stride));
        }

        return targetSum;
    }
}
