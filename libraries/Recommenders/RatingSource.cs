namespace MovieMesh.Recommenders;

/// <summary>
/// Unordered ratings in pinned memory, read by several threads while a <see cref="RatingMatrix"/> is built from them: three columns, or three fields of
/// an array of structures, each <paramref name="stride"/> elements apart.
/// </summary>
internal sealed unsafe class RatingSource(int* userIds, int* itemIds, float* stars, int stride, int count)
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    /// <summary>The distinct ids of the users.</summary>
    public IdIndex Users(int workers) => Distinct(userIds, workers);

    /// <summary>The distinct ids of the items.</summary>
    public IdIndex Items(int workers) => Distinct(itemIds, workers);

    /// <summary>Refuses stars that are not numbers, and says whether the ratings are strictly ascending by user, then item: as data sets and databases hand them out.</summary>
    public bool Survey(int workers)
    {
        var ascending = true;
        var infinite = -1;
        Parallel.For(0, workers, slice =>
        {
            var (start, end) = Slice(slice, workers);
            var inOrder = true;
            var previous = start == 0 ? long.MinValue : Place(start - 1);
            for (var i = start; i < end; i++)
            {
                if (!float.IsFinite(Stars(i)))
                    Interlocked.CompareExchange(ref infinite, i, -1);
                var place = Place(i);
                inOrder &= place > previous;
                previous = place;
            }

            if (!inOrder)
                Volatile.Write(ref ascending, false);
        });
        return infinite < 0 ? ascending : throw new ArgumentException($"The rating of item {Id(itemIds, infinite)} by user {Id(userIds, infinite)} is not a finite number of stars.");
    }

    /// <summary>The ratings grouped by user index where they are in that order already.</summary>
    public CompressedRows CopyInOrder(IdIndex users, IdIndex items, int workers)
    {
        var offsets = new int[users.Count + 1];
        offsets[^1] = count;
        var (columns, values) = (GC.AllocateUninitializedArray<int>(count), GC.AllocateUninitializedArray<float>(count));
        Parallel.For(0, workers, slice =>
        {
            var (start, end) = Slice(slice, workers);
            for (var i = start; i < end; i++)
            {
                columns[i] = items.IndexOf(Id(itemIds, i));
                values[i] = Stars(i);
                if (i == 0 || Id(userIds, i) != Id(userIds, i - 1))
                    offsets[users.IndexOf(Id(userIds, i))] = i;
            }
        });
        return new CompressedRows(offsets, columns, values);
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
                userCounts[users.IndexOf(Id(userIds, i))]++;
        });
        var offsets = CompressedRows.OffsetsOf(counts, users.Count);
        var (columns, values) = (GC.AllocateUninitializedArray<int>(count), GC.AllocateUninitializedArray<float>(count));
        Parallel.For(0, workers, slice =>
        {
            var cursors = counts[slice];
            var (start, end) = Slice(slice, workers);
            for (var i = start; i < end; i++)
            {
                var place = cursors[users.IndexOf(Id(userIds, i))]++;
                columns[place] = items.IndexOf(Id(itemIds, i));
                values[place] = Stars(i);
            }
        });
        return new CompressedRows(offsets, columns, values);
    }

    // Marks ids on pages that are made when first touched, so that a few ids far away from the rest cost a few pages.
    private IdIndex Distinct(int* ids, int workers)
    {
        var pages = new bool[]?[1 << (32 - PageBits)];
        Parallel.For(0, workers, slice =>
        {
            var (start, end) = Slice(slice, workers);
            for (var i = start; i < end; i++)
            {
                var key = Key(Id(ids, i));
                ref var page = ref pages[key >> PageBits];
                var marks = page ?? Interlocked.CompareExchange(ref page, new bool[PageSize], null) ?? page;
                ref var mark = ref marks[key & (PageSize - 1)];

                // Threads share these lines; a mark that stands is left alone.
                if (!mark)
                    mark = true;
            }
        });
        var distinct = new List<int>();
        for (var page = 0; page < pages.Length; page++)
        {
            if (pages[page] is not { } marks)
                continue;
            for (var i = 0; i < PageSize; i++)
            {
                if (marks[i])
                    distinct.Add((int)((((uint)page << PageBits) | (uint)i) ^ 0x8000_0000));
            }
        }

        return new IdIndex([.. distinct]);
    }

    // Ids as unsigned numbers in the same order.
    private static uint Key(int id) => (uint)id ^ 0x8000_0000;

    private long Place(int rating) => ((long)Id(userIds, rating) << 32) | (uint)(Id(itemIds, rating) ^ int.MinValue);

    private int Id(int* ids, int rating) => ids[(long)rating * stride];

    private float Stars(int rating) => stars[(long)rating * stride];

    private (int Start, int End) Slice(int slice, int slices) => ((int)((long)count * slice / slices), (int)((long)count * (slice + 1) / slices));
}
