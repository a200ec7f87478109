namespace MovieMesh.Recommenders;

/// <summary>
/// The two-way map between ids of a data set (sparse, any <see cref="int"/>) and dense indices 0…Count−1, ascending by id.
/// </summary>
/// <remarks>
/// Immutable and safe for concurrent use. Looking up an id costs one table access when the ids are reasonably dense (their range is at most
/// 16 times their number, plus 64 Ki) and a binary search otherwise, so memory stays O(Count): 4 bytes per id and at most 64 bytes per id for the table.
/// </remarks>
public sealed class IdIndex
{
    private const long TableSlack = 65_536;
    private const int TableFactor = 16;

    private readonly int[] _ids;
    private readonly int[]? _table;
    private readonly int _first;

    /// <summary>Builds the map from strictly ascending ids, which it takes over.</summary>
    internal IdIndex(int[] ascendingIds)
    {
        _ids = ascendingIds;
        if (ascendingIds.Length == 0)
            return;
        _first = ascendingIds[0];
        var range = (long)ascendingIds[^1] - _first + 1;
        if (range > ((long)ascendingIds.Length * TableFactor) + TableSlack)
            return;
        _table = new int[range];
        Array.Fill(_table, -1);
        for (var index = 0; index < ascendingIds.Length; index++)
            _table[ascendingIds[index] - _first] = index;
    }

    /// <summary>The number of distinct ids.</summary>
    public int Count => _ids.Length;

    /// <summary>The ids, ascending; position = index.</summary>
    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>The id at an index.</summary>
    /// <param name="index">0 ≤ index &lt; <see cref="Count"/>.</param>
    /// <exception cref="IndexOutOfRangeException">The index is outside the range.</exception>
    public int this[int index] => _ids[index];

    /// <summary>Builds the map of the distinct ids in <paramref name="ids"/>, which may come in any order and repeat.</summary>
    /// <param name="ids">The ids.</param>
    /// <returns>The map; empty for no ids.</returns>
    public static IdIndex Create(ReadOnlySpan<int> ids)
    {
        var sorted = ids.ToArray();
        Array.Sort(sorted);
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                sorted[distinct++] = sorted[i];
        }

        Array.Resize(ref sorted, distinct);
        return new IdIndex(sorted);
    }

    /// <summary>Finds the index of an id.</summary>
    /// <param name="id">Any id, known or not.</param>
    /// <param name="index">The index, or −1 when the id is unknown.</param>
    /// <returns>Whether the id is known.</returns>
    public bool TryGetIndex(int id, out int index)
    {
        if (_table is not null)
        {
            var position = (long)id - _first;
            index = (ulong)position < (ulong)_table.Length ? _table[position] : -1;
        }
        else
        {
            index = Math.Max(-1, Array.BinarySearch(_ids, id));
        }

        return index >= 0;
    }

    /// <summary>Finds the index of an id that is certainly known.</summary>
    internal int IndexOf(int id)
    {
        TryGetIndex(id, out var index);
        return index;
    }
}
