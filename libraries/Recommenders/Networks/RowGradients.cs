using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>The gradients of those rows of a table that a batch touches, and Adam's moments of all.</summary>
internal sealed class RowGradients(int rows, int stride, int batchSize)
{
    private readonly int[] _slots = new int[rows];
    private readonly int[] _touched = new int[batchSize];
    private readonly float[] _sums = new float[batchSize * stride];
    private readonly Adam _adam = new(rows * stride);
    private int _count;

    public void Clear()
    {
        foreach (var row in _touched.AsSpan(0, _count))
            _slots[row] = 0;
        _sums.AsSpan(0, _count * stride).Clear();
        _count = 0;
    }

    public void Add(int row, ReadOnlySpan<float> gradient)
    {
        ref var slot = ref _slots[row];
        if (slot == 0)
        {
            _touched[_count] = row;
            slot = ++_count;
        }

        VectorMath.Axpy(1, gradient, _sums.AsSpan((slot - 1) * stride, stride));
    }

    public void Step(FactorTable table, float scale, float rate, int step, float decay)
    {
        for (var i = 0; i < _count; i++)
        {
            var sum = _sums.AsSpan(i * stride, stride);
            foreach (ref var value in sum)
                value *= scale;
            _adam.Step(table.PaddedRow(_touched[i]), sum, _touched[i] * stride, rate, step, decay);
        }
    }
}
