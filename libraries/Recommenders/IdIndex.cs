namespace MovieMesh.Recommenders;

/// <summary>
/// The two-way map between ids of a data set (sparse, any <see cref="int"/>) and dense indices 0…Count−1, ascending by id.
/// </summary>
/// <remarks>
/// Immutable and safe for concurrent use. Looking up an id costs two table accesses when the ids lie in clusters (as those of MovieLens users do, with
/// visitors numbered from a billion up) and a binary search otherwise, so memory stays O(Count): 4 bytes per id, at most 64 more for the tables, and 2 MiB.
/// </remarks>
public sealed class IdIndex
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;
    private const long TableSlack = 1 << 18;
    private const int TableFactor = 8;

    private readonly int[] _ids;
    private readonly int[]? _directory;
    private readonly int[] _table = [];
    private readonly int _firstPage;

    /// <summary>Builds the map from strictly ascending ids, which it takes over.</summary>
    internal IdIndex(int[] ascendingIds)
    {
        _ids = ascendingIds;
        if (ascendingIds.Length == 0)
            return;
        _firstPage = ascendingIds[0] >> PageBits;
        var largest = (ascendingIds.Length * (long)TableFactor) + TableSlack;
        var directorySize = (long)(ascendingIds[^1] >> PageBits) - _firstPage + 1;
        var pages = 1L;
        for (var i = 1; i < ascendingIds.Length; i++)
            pages += ascendingIds[i] >> PageBits == ascendingIds[i - 1] >> PageBits ? 0 : 1;
        if (directorySize > largest || pages * PageSize > largest)
            return;

        _directory = new int[directorySize];
        Array.Fill(_directory, -1);
        _table = new int[pages * PageSize];
        Array.Fill(_table, -1);
        var used = 0;
        for (var index = 0; index < ascendingIds.Length; index++)
        {
            ref var page = ref _directory[(ascendingIds[index] >> PageBits) - _firstPage];
            if (page < 0)
                page = PageSize * used++;
            _table[page + (ascendingIds[index] & (PageSize - 1))] = index;
        }
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
        if (_directory is not null)
        {
            var page = (long)(id >> PageBits) - _firstPage;
            var start = (ulong)page < (ulong)_directory.Length ? _directory[page] : -1;
            index = start < 0 ? -1 : _table[start + (id & (PageSize - 1))];
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
