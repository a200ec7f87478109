using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>The embeddings and biases of all users or of all items in training: gathers the slopes of the few rows that a batch touches, and steps those.</summary>
internal sealed class EmbeddingRows(FactorTable table, CompressedRows ratings, Penalty penalty, int batchSize)
{
    private readonly Adam _embeddings = new(table.Values.Length);
    private readonly Adam _biases = new(table.Rows);
    private readonly FactorTable _best = new(table.Rows, table.Factors);
    private readonly int[] _slots = new int[table.Rows];
    private readonly int[] _touched = new int[batchSize];
    private readonly float[] _slopes = new float[batchSize * table.Stride];
    private readonly float[] _biasSlopes = new float[batchSize];
    private int _count;

    public FactorTable Table => table;

    /// <summary>Adds the slopes of one rating of a row, with the rating's share of the row's penalty.</summary>
    public void Add(int row, ReadOnlySpan<float> slopes, float error)
    {
        // Slots count from 1; 0 is none.
        ref var slot = ref _slots[row];
        if (slot == 0)
        {
            _touched[_count] = row;
            slot = ++_count;
        }

        var count = ratings.Length(row);
        var sum = _slopes.AsSpan((slot - 1) * table.Stride, table.Stride);
        VectorMath.Axpy(1, slopes, sum);
        VectorMath.Axpy(penalty.FactorsFor(count) / count, table.PaddedRow(row), sum);
        _biasSlopes[slot - 1] += error + (penalty.Bias / count * table.Biases[row]);
    }

    /// <summary>Moves the touched rows and forgets their slopes.</summary>
    public void Step(float correctedRate)
    {
        for (var slot = 0; slot < _count; slot++)
        {
            var row = _touched[slot];
            _slots[row] = 0;
            _embeddings.Step(table.PaddedRow(row), _slopes.AsSpan(slot * table.Stride, table.Stride), row * table.Stride, correctedRate);
            _biases.Step(table.Biases.AsSpan(row, 1), _biasSlopes.AsSpan(slot, 1), row, correctedRate);
        }

        _slopes.AsSpan(0, _count * table.Stride).Clear();
        _biasSlopes.AsSpan(0, _count).Clear();
        _count = 0;
    }

    public void Remember() => table.CopyTo(_best);

    public void Recall() => _best.CopyTo(table);
}
