using System.Runtime.CompilerServices;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Rows of a matrix that can change: those that did lie over the others. New rows get the indices after the old ones.</summary>
internal sealed class LiveRows
{
    private readonly IdIndex _ids;
    private readonly PopularityOrder? _order;
    private readonly CompressedRows _rows;
    private readonly List<int> _added = [];
    private readonly Dictionary<int, int> _addedIndices = [];
    private (int[] Indices, float[] Stars)?[] _changed;
    private float[] _means;
    private float[] _inverseNorms;

    /// <param name="ids">The ids.</param>
    /// <param name="rows">The rows, in the order of the ids or in another.</param>
    /// <param name="order">That other order.</param>
    public LiveRows(IdIndex ids, CompressedRows rows, PopularityOrder? order = null)
    {
        (_ids, _order, _rows, _changed) = (ids, order, rows, new (int[], float[])?[ids.Count]);
        (_means, _inverseNorms) = (new float[ids.Count], new float[ids.Count]);
        Parallel.For(0, ids.Count, Measure);
    }

    public int Count => _ids.Count + _added.Count;

    public RatingRow this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _changed[row] is { } changed ? new RatingRow(changed.Indices, changed.Stars) : _rows[row];
    }

    public int[] Ids()
    {
        var ids = new int[Count];
        for (var row = 0; row < ids.Length; row++)
            ids[row] = Id(row);
        return ids;
    }

    public int Id(int row) => row >= _ids.Count ? _added[row - _ids.Count] : _order is null ? _ids[row] : _ids[_order.Items[row]];

    public int Length(int row) => _changed[row] is { } changed ? changed.Indices.Length : _rows.Length(row);

    public int[] Lengths()
    {
        var lengths = new int[Count];
        for (var row = 0; row < lengths.Length; row++)
            lengths[row] = Length(row);
        return lengths;
    }

    /// <summary>The mean of a row's stars; 0 of an empty one.</summary>
    public float Mean(int row) => _means[row];

    /// <summary>1 over the root of the sum of a row's squared stars; 0 where that is none.</summary>
    public float InverseNorm(int row) => _inverseNorms[row];

    public bool TryGetIndex(int id, out int row)
    {
        if (!_ids.TryGetIndex(id, out row))
            return _addedIndices.TryGetValue(id, out row);
        row = _order?.Ranks[row] ?? row;
        return true;
    }

    public int GetOrAdd(int id)
    {
        if (TryGetIndex(id, out var row))
            return row;
        row = Count;
        _added.Add(id);
        _addedIndices.Add(id, row);
        if (row >= _changed.Length)
        {
            var capacity = Math.Max(16, row + (row / 4) + 1);
            Array.Resize(ref _changed, capacity);
            Array.Resize(ref _means, capacity);
            Array.Resize(ref _inverseNorms, capacity);
        }

        _changed[row] = ([], []);
        return row;
    }

    /// <returns>Whether the entry was not so before.</returns>
    public bool Set(int row, int column, float stars)
    {
        var before = this[row];
        var place = before.Indices.BinarySearch(column);
        if (place >= 0)
        {
            if (before.Stars[place] == stars)
                return false;
            var changed = before.Stars.ToArray();
            changed[place] = stars;
            _changed[row] = (before.Indices.ToArray(), changed);
        }
        else
        {
            place = ~place;
            _changed[row] = ([.. before.Indices[..place], column, .. before.Indices[place..]], [.. before.Stars[..place], stars, .. before.Stars[place..]]);
        }

        Measure(row);
        return true;
    }

    /// <returns>Whether there was such an entry.</returns>
    public bool Remove(int row, int column)
    {
        var before = this[row];
        var place = before.Indices.BinarySearch(column);
        if (place < 0)
            return false;
        _changed[row] = ([.. before.Indices[..place], .. before.Indices[(place + 1)..]], [.. before.Stars[..place], .. before.Stars[(place + 1)..]]);
        Measure(row);
        return true;
    }

    private void Measure(int row)
    {
        var (sum, squares) = (0.0, 0.0);
        var stars = this[row].Stars;
        foreach (var value in stars)
            (sum, squares) = (sum + value, squares + ((double)value * value));
        _means[row] = stars.Length == 0 ? 0 : (float)(sum / stars.Length);
        _inverseNorms[row] = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
    }
}
