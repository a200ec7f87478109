using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>
/// Finds a user's embedding and bias with the network and the items fixed: min over (p, b) of Σ (μ + b + b_i + f(p, q_i) − stars)² + λ(n + n₀)‖p‖² + λ_b·b²,
/// by Gauss and Newton's steps from zero, halved where they do not descend. Each is a ridge regression on the network's slopes, so a few suffice. Scratch memory of one thread.
/// </summary>
/// <remarks>Nocedal and Wright, "Numerical Optimization", 2nd ed., §10.3.</remarks>
internal sealed class EmbeddingUserSolver
{
    private const int ChunkSize = 64;
    private const int MaximumSteps = 8;
    private const int MaximumHalvings = 5;
    private const double EnoughGain = 1e-4;
    private const float LeastPenalty = 1e-4f;

    private readonly EmbeddingNetwork _network;
    private readonly FactorTable _items;
    private readonly float _mean;
    private readonly Penalty _penalty;
    private readonly EmbeddingBatch _batch;
    private readonly int _order;
    private readonly int _stride;
    private readonly float[] _slopes;
    private readonly float[] _errors = new float[ChunkSize];
    private readonly float[] _matrix;
    private readonly float[] _gradient;
    private readonly float[] _step;
    private readonly float[] _current;
    private readonly float[] _candidate;

    public EmbeddingUserSolver(EmbeddingNetwork network, FactorTable items, float mean, Penalty penalty)
    {
        (_network, _items, _mean, _penalty) = (network, items, mean, penalty);
        _batch = network.CreateBatch(ChunkSize);
        _order = network.Stride + 1;
        _stride = VectorMath.Padded(_order);
        _slopes = new float[ChunkSize * _stride];
        _matrix = new float[_stride * _stride];
        (_gradient, _step) = (new float[_stride], new float[_stride]);
        (_current, _candidate) = (new float[_stride], new float[_stride]);
    }

    /// <summary>Writes the user's embedding, padding included.</summary>
    /// <returns>The bias.</returns>
    public float Solve(RatingRow ratings, Span<float> embedding)
    {
        Array.Clear(_current);
        if (ratings.Count > 0)
        {
            var loss = Linearize(_current, ratings);
            for (var step = 0; step < MaximumSteps; step++)
            {
                var next = Descend(ratings, loss);
                if (next is null)
                    break;
                _candidate.CopyTo(_current.AsSpan());
                var gain = loss - next.Value;
                loss = next.Value;
                if (gain < EnoughGain * loss)
                    break;
            }
        }

        _current.AsSpan(0, _network.Stride).CopyTo(embedding);
        return _current[_network.Stride];
    }

    // Leaves the point that it comes to in the candidate, and matrix and gradient as they are there; null where there is no way down.
    private double? Descend(RatingRow ratings, double loss)
    {
        if (!Cholesky.Factor(_matrix, _order, _stride))
            return null;
        _gradient.CopyTo(_step.AsSpan());
        Cholesky.Solve(_matrix, _order, _stride, _step.AsSpan(0, _order));
        var scale = 1f;
        for (var halving = 0; halving <= MaximumHalvings; halving++)
        {
            _current.CopyTo(_candidate.AsSpan());
            VectorMath.Axpy(-scale, _step.AsSpan(0, _order), _candidate);
            var next = Linearize(_candidate, ratings);
            if (next < loss)
                return next;
            scale /= 2;
        }

        return null;
    }

    private double Linearize(float[] point, RatingRow ratings)
    {
        Array.Clear(_matrix);
        Array.Clear(_gradient);
        var bias = point[_network.Stride];
        var user = point.AsSpan(0, _network.Stride);
        var penalty = Math.Max(LeastPenalty, _penalty.FactorsFor(ratings.Count));
        var loss = (penalty * (double)VectorMath.Dot(user, user)) + (_penalty.Bias * bias * bias);
        for (var start = 0; start < ratings.Count; start += ChunkSize)
        {
            var items = ratings.Indices[start..Math.Min(ratings.Count, start + ChunkSize)];
            for (var row = 0; row < items.Length; row++)
            {
                _batch.SetPair(row, user, _items.PaddedRow(items[row]));
                _batch.OutputSlopes[row] = 1;
            }

            _network.Forward(_batch, items.Length);
            _network.Backward(_batch, items.Length);
            for (var row = 0; row < items.Length; row++)
            {
                var error = _mean + bias + _items.Biases[items[row]] + _batch.Outputs[row] - ratings.Stars[start + row];
                _errors[row] = error;
                loss += (double)error * error;
                var slopes = _slopes.AsSpan(row * _stride, _stride);
                _batch.UserSlopes(row).CopyTo(slopes);
                slopes[_network.Stride] = 1;
            }

            DenseKernel.Multiply(_order, items.Length, _stride, _slopes, 1, _stride, _slopes, _stride, _matrix, _stride);
            DenseKernel.Multiply(1, items.Length, _stride, _errors, items.Length, 1, _slopes, _stride, _gradient, _stride);
        }

        for (var i = 0; i < _order; i++)
        {
            var ridge = i < _network.Stride ? penalty : _penalty.Bias;
            _matrix[(i * _stride) + i] += ridge;
            _gradient[i] += ridge * point[i];
        }

        return loss;
    }
}
