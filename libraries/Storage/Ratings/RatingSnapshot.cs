namespace MovieMesh.Storage.Ratings;

/// <summary>
/// Every rating that stands, kept in memory between reads in columns, ascending by user and movie: the first read takes the whole table, later ones what changed since.
/// 16 bytes a rating, twice that while changes are taken in.
/// </summary>
/// <remarks>For one reader at a time; what it was given is never changed.</remarks>
public sealed class RatingSnapshot(RatingStore store)
{
    private RatingColumns? _columns;

    /// <summary>The ratings as they stand now.</summary>
    public async Task<RatingColumns> ReadAsync(CancellationToken cancellationToken)
    {
        _columns = _columns is null
            ? Sort(await store.ReadAllAsync(cancellationToken))
            : Merge(_columns, Sort(await store.ReadChangesAsync(_columns.LastSequence, cancellationToken)));
        return _columns;
    }

    private static RatingColumns Sort(RatingColumns columns)
    {
        var keys = new long[columns.Count];
        var isSorted = true;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Key(columns, i);
            isSorted &= i == 0 || keys[i - 1] < keys[i];
        }

        if (isSorted)
        {
            return columns;
        }

        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        T[] Ordered<T>(T[] column) => Array.ConvertAll(order, i => column[i]);
        return new RatingColumns(Ordered(columns.UserIds), Ordered(columns.MovieIds), Ordered(columns.Stars), Ordered(columns.Days), columns.LastSequence);
    }

    private static RatingColumns Merge(RatingColumns before, RatingColumns changes)
    {
        if (changes.Count == 0)
        {
            return before;
        }

        var places = new int[changes.Count];
        var count = before.Count;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Find(before, Key(changes, i));
            count += (places[i] < 0 ? 1 : 0) - (float.IsNaN(changes.Stars[i]) ? 1 : 0);
        }

        T[] Merged<T>(T[] old, T[] changed)
        {
            var merged = new T[count];
            var (from, to) = (0, 0);
            for (var i = 0; i < places.Length; i++)
            {
                var place = places[i] < 0 ? ~places[i] : places[i];
                old.AsSpan(from, place - from).CopyTo(merged.AsSpan(to));
                to += place - from;
                from = places[i] < 0 ? place : place + 1;
                if (!float.IsNaN(changes.Stars[i]))
                {
                    merged[to++] = changed[i];
                }
            }

            old.AsSpan(from).CopyTo(merged.AsSpan(to));
            return merged;
        }

        return new RatingColumns(
            Merged(before.UserIds, changes.UserIds), Merged(before.MovieIds, changes.MovieIds), Merged(before.Stars, changes.Stars), Merged(before.Days, changes.Days), changes.LastSequence);
    }

    private static int Find(RatingColumns columns, long key)
    {
        var (low, high) = (0, columns.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var found = Key(columns, middle);
            if (found == key)
            {
                return middle;
            }

            (low, high) = found < key ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private static long Key(RatingColumns columns, int i) => ((long)columns.UserIds[i] << 32) | (uint)(columns.MovieIds[i] ^ int.MinValue);
}
