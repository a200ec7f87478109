namespace MovieMesh.Recommenders;

/// <summary>Unordered ratings in pinned memory, read by several threads while a <see cref="RatingMatrix"/> is built from them.</summary>
internal sealed unsafe class RatingSource(nint first, int count)
{
    // A presence table costs a byte per id of the range; ids sparser than this are sorted instead.
    private const long LargestPresenceTable = 1L << 28;

    private Rating* Ratings => (Rating*)first;

    /// <summary>The distinct user or item ids.</summary>
    public IdIndex Index(int workers, bool byUser)
    {
        if (count == 0)
            return new IdIndex([]);
        var (lowest, highest) = (int.MaxValue, int.MinValue);
        for (var i = 0; i < count; i++)
        {
            if (!float.IsFinite(Ratings[i].Stars))
                throw new ArgumentException($"The rating of item {Ratings[i].ItemId} by user {Ratings[i].UserId} is not a finite number of stars.");
            var id = byUser ? Ratings[i].UserId : Ratings[i].ItemId;
            lowest = Math.Min(lowest, id);
            highest = Math.Max(highest, id);
        }

        var range = (long)highest - lowest + 1;
        if (range > LargestPresenceTable)
            return SortedIndex(byUser);
        var present = new bool[range];
        Parallel.For(0, workers, slice =>
        {
            var (start, end) = Slice(slice, workers);
            for (var i = start; i < end; i++)
                present[(byUser ? Ratings[i].UserId : Ratings[i].ItemId) - (long)lowest] = true;
        });
        var ids = new int[present.AsSpan().Count(true)];
        var next = 0;
        for (var i = 0L; i < range; i++)
        {
            if (present[i])
                ids[next++] = (int)(lowest + i);
        }

        return new IdIndex(ids);
    }

    /// <summary>The ratings grouped by user index, in source order within a user (counting sort).</summary>
    public CompressedRows GroupByUser(IdIndex users, IdIndex items, int workers)
    {
        var counts = new int[workers][];
        Parallel.For(0, workers, slice =>
        {
            var userCounts = counts[slice] = new int[users.Count];
            var (start, end) = Slice(slice, workers);
            for (var i = start; i < end; i++)
                userCounts[users.IndexOf(Ratings[i].UserId)]++;
        });
        var offsets = CompressedRows.OffsetsOf(counts, users.Count);
        var (columns, values) = (new int[count], new float[count]);
        Parallel.For(0, workers, slice =>
        {
            var cursors = counts[slice];
            var (start, end) = Slice(slice, workers);
            for (var i = start; i < end; i++)
            {
                var place = cursors[users.IndexOf(Ratings[i].UserId)]++;
                columns[place] = items.IndexOf(Ratings[i].ItemId);
                values[place] = Ratings[i].Stars;
            }
        });
        return new CompressedRows(offsets, columns, values);
    }

    private IdIndex SortedIndex(bool byUser)
    {
        var ids = new int[count];
        for (var i = 0; i < count; i++)
            ids[i] = byUser ? Ratings[i].UserId : Ratings[i].ItemId;
        return IdIndex.Create(ids);
    }

    private (int Start, int End) Slice(int slice, int slices) => ((int)((long)count * slice / slices), (int)((long)count * (slice + 1) / slices));
}
