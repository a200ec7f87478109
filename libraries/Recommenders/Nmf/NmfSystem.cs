using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>How the rows of one side are solved against the fixed other side, in training and for each user who is folded in.</summary>
internal abstract class NmfSystem
{
    /// <summary>Solves a row; safe for concurrent use with one solver a thread.</summary>
    public abstract void Solve(NonNegativeSolver solver, int row, RatingRow ratings, bool isWarm, Span<float> x);

    /// <summary>On the observed entries: each row has a matrix of its own.</summary>
    public sealed class Observed(FactorTable others, float shift, float regularization, float offset, float centre) : NmfSystem
    {
        public override void Solve(NonNegativeSolver solver, int row, RatingRow ratings, bool isWarm, Span<float> x) =>
            solver.SolveObserved(ratings, others, shift, regularization * (ratings.Count + offset), centre, isWarm, x);
    }

    /// <summary>
    /// On a filled matrix X = S + F, S the sparse differences from the fill and F of rank one: A = VᵀV + λI is the same for all rows, and the fill's share of the
    /// right side is Σⱼ fⱼ·vⱼ for users, fᵢ·Σ_u v_u for items; the dense matrix never comes into being.
    /// </summary>
    public sealed class Filled : NmfSystem
    {
        private readonly FactorTable _others;
        private readonly float[] _fills;
        private readonly bool _fillsAreOfRows;
        private readonly float _start;
        private readonly float[] _gram;
        private readonly float[] _sums;

        /// <param name="others">The fixed side.</param>
        /// <param name="fills">What stands in each item's column, less the shift of all ratings.</param>
        /// <param name="fillsAreOfRows">True when the rows to be solved are items.</param>
        /// <param name="regularization">λ.</param>
        /// <param name="start">What each coordinate starts from.</param>
        public Filled(FactorTable others, float[] fills, bool fillsAreOfRows, float regularization, float start)
        {
            (_others, _fills, _fillsAreOfRows, _start) = (others, fills, fillsAreOfRows, start);
            var stride = others.Stride;
            _gram = new float[stride * stride];
            _sums = new float[stride];
            GramKernel.Accumulate(others.Values, others.Rows, stride, _gram, stride);
            NonNegativeSolver.Mirror(_gram, others.Factors, stride);
            for (var factor = 0; factor < others.Factors; factor++)
                _gram[(factor * stride) + factor] += regularization;
            for (var other = 0; other < others.Rows; other++)
                VectorMath.Axpy(fillsAreOfRows ? 1 : fills[other], others.PaddedRow(other), _sums);
        }

        public override void Solve(NonNegativeSolver solver, int row, RatingRow ratings, bool isWarm, Span<float> x)
        {
            if (_fillsAreOfRows)
            {
                Span<float> right = stackalloc float[_sums.Length];
                for (var i = 0; i < right.Length; i++)
                    right[i] = _fills[row] * _sums[i];
                solver.SolveFilled(ratings, _others, [], _fills[row], _gram, right, _start, isWarm, x);
            }
            else
            {
                solver.SolveFilled(ratings, _others, _fills, fill: 0, _gram, _sums, _start, isWarm, x);
            }
        }
    }
}
