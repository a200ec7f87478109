using System.Runtime.CompilerServices;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>Least squares with x ≥ 0 for one row: min ½·xᵀAx − bᵀx by coordinate descent, from the same start for every row that is to be repeatable; scratch memory of one thread.</summary>
/// <remarks>
/// Cichocki and Phan, "Fast Local Algorithms for Large Scale Nonnegative Matrix and Tensor Factorizations" (IEICE 2009): each coordinate in turn becomes its minimizer given the others,
/// x_f ← max(0, x_f − g_f/a_ff), g = Ax − b. Epochs go on from the last one's answer for a few sweeps; users are solved once more from a fixed start at the end,
/// which a fold-in repeats to the last bit.
/// </remarks>
internal sealed class NonNegativeSolver
{
    private const int PanelFloats = 8192;
    private const int WarmSweeps = 4;
    private const int MostSweeps = 200;
    private const float Tolerance = 1e-5f;

    private readonly int _factors;
    private readonly int _stride;
    private readonly int _panelRows;
    private readonly float[] _panel;
    private readonly float[] _gram;
    private readonly float[] _right;

    public NonNegativeSolver(int factors)
    {
        _factors = factors;
        _stride = VectorMath.Padded(factors);
        _panelRows = Math.Max(16, PanelFloats / _stride);
        _panel = new float[_panelRows * _stride];
        _gram = new float[_stride * _stride];
        _right = new float[_stride];
    }

    /// <summary>
    /// A row from its ratings alone: A = Σ vvᵀ + ρI, b = Σ v·(stars − shift) + ρ·centre, so that a row without ratings is the centre in every factor.
    /// </summary>
    public void SolveObserved(RatingRow ratings, FactorTable others, float shift, float ridge, float centre, bool isWarm, Span<float> x)
    {
        _gram.AsSpan().Clear();
        _right.AsSpan().Clear();
        for (var start = 0; start < ratings.Count; start += _panelRows)
        {
            var rows = Math.Min(_panelRows, ratings.Count - start);
            for (var row = 0; row < rows; row++)
            {
                var source = others.PaddedRow(ratings.Indices[start + row]);
                source.CopyTo(_panel.AsSpan(row * _stride, _stride));
                VectorMath.Axpy(ratings.Stars[start + row] - shift, source, _right);
            }

            GramKernel.Accumulate(_panel, rows, _stride, _gram, _stride);
        }

        Mirror(_gram, _factors, _stride);
        for (var factor = 0; factor < _factors; factor++)
        {
            _gram[(factor * _stride) + factor] += ridge;
            _right[factor] += ridge * centre;
        }

        Descend(_gram, centre, isWarm, x);
    }

    /// <summary>A row of a filled matrix: A is the same for all rows, and b what the fill alone gives plus what the ratings differ from it.</summary>
    /// <param name="ratings">The row's ratings.</param>
    /// <param name="others">The other side's vectors.</param>
    /// <param name="fills">By index of the other side what stands where nobody rated; empty when <paramref name="fill"/> stands everywhere.</param>
    /// <param name="fill">See <paramref name="fills"/>.</param>
    /// <param name="gram">A: both triangles, ridge included.</param>
    /// <param name="fillRight">b of a row without ratings.</param>
    /// <param name="start">What each coordinate starts from.</param>
    /// <param name="isWarm">Whether to go on from what <paramref name="x"/> is, for a few sweeps only.</param>
    /// <param name="x">The solution; padding stays zero.</param>
    public void SolveFilled(RatingRow ratings, FactorTable others, ReadOnlySpan<float> fills, float fill, ReadOnlySpan<float> gram, ReadOnlySpan<float> fillRight, float start, bool isWarm, Span<float> x)
    {
        fillRight.CopyTo(_right);
        for (var i = 0; i < ratings.Count; i++)
        {
            var other = ratings.Indices[i];
            VectorMath.Axpy(ratings.Stars[i] - (fills.IsEmpty ? fill : fills[other]), others.PaddedRow(other), _right);
        }

        Descend(gram, start, isWarm, x);
    }

    /// <summary>Copies the upper triangle to the lower one.</summary>
    public static void Mirror(Span<float> gram, int factors, int stride)
    {
        for (var i = 0; i < factors; i++)
        {
            for (var j = 0; j < i; j++)
                gram[(i * stride) + j] = gram[(j * stride) + i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Descend(ReadOnlySpan<float> gram, float start, bool isWarm, Span<float> x)
    {
        if (!isWarm)
            x[.._factors].Fill(start);
        var gradient = _right.AsSpan();
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = -gradient[i];
        for (var factor = 0; factor < _factors; factor++)
            VectorMath.Axpy(x[factor], gram.Slice(factor * _stride, _stride), gradient);
        for (var sweep = 0; sweep < (isWarm ? WarmSweeps : MostSweeps); sweep++)
        {
            var (largest, moved) = (0f, 0f);
            for (var factor = 0; factor < _factors; factor++)
            {
                var row = gram.Slice(factor * _stride, _stride);
                var curvature = row[factor];
                if (curvature <= 0)
                    continue;
                var next = Math.Max(0, x[factor] - (gradient[factor] / curvature));
                var step = next - x[factor];
                largest = Math.Max(largest, next);
                if (step == 0)
                    continue;
                moved = Math.Max(moved, Math.Abs(step));
                x[factor] = next;
                VectorMath.Axpy(step, row, gradient);
            }

            if (moved <= Tolerance * largest)
                break;
        }
    }
}
