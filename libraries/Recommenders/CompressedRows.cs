using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders;

/// <summary>A sparse matrix compressed by row: row r holds the entries <c>Offsets[r] … Offsets[r+1]−1</c>.</summary>
internal sealed class CompressedRows(int[] offsets, int[] columns, float[] values)
{
    public int[] Offsets { get; } = offsets;

    public int[] Columns { get; } = columns;

    public float[] Values { get; } = values;

    public int RowCount => Offsets.Length - 1;

    public RatingRow this[int row]
    {
        get
        {
            var (start, end) = (Offsets[row], Offsets[row + 1]);
            return new RatingRow(Columns.AsSpan(start, end - start), Values.AsSpan(start, end - start));
        }
    }

    public int Length(int row) => Offsets[row + 1] - Offsets[row];

    public int[] Lengths()
    {
        var lengths = new int[RowCount];
        for (var row = 0; row < lengths.Length; row++)
            lengths[row] = Length(row);
        return lengths;
    }

    /// <summary>
    /// Rows whose places are reserved by counting: slice s of the source may write the row's entries from <c>cursors[s][row]</c> on,
    /// so that slices scatter in parallel and yet keep the source's order.
    /// </summary>
    public static int[] OffsetsOf(int[][] counts, int rowCount)
    {
        var offsets = new int[rowCount + 1];
        var next = 0;
        for (var row = 0; row < rowCount; row++)
        {
            offsets[row] = next;
            foreach (var slice in counts)
            {
                var count = slice[row];
                slice[row] = next;
                next = checked(next + count);
            }
        }

        offsets[rowCount] = next;
        return offsets;
    }

    /// <summary>Sorts each row by column and keeps the last of equal columns.</summary>
    public CompressedRows Normalize(int workers)
    {
        var duplicates = 0;
        Parallel.For(0, RowCount, new ParallelOptions { MaxDegreeOfParallelism = workers }, row =>
        {
            var (start, end) = (Offsets[row], Offsets[row + 1]);
            var ascending = true;
            for (var i = start + 1; i < end && ascending; i++)
                ascending = Columns[i - 1] < Columns[i];
            if (ascending)
                return;
            var found = SortRow(start, end);
            if (found > 0)
                Interlocked.Add(ref duplicates, found);
        });
        return duplicates == 0 ? this : WithoutMarked(duplicates);
    }

    /// <summary>The same entries by column: row c lists the rows that have column c, ascending.</summary>
    public CompressedRows Transpose(int columnCount, int workers)
    {
        var slices = RowScheduler.Slices(Offsets, workers);
        var counts = new int[slices.Length - 1][];
        Parallel.For(0, counts.Length, slice =>
        {
            var count = counts[slice] = new int[columnCount];
            foreach (var column in Columns.AsSpan(Offsets[slices[slice]]..Offsets[slices[slice + 1]]))
                count[column]++;
        });
        var offsets = OffsetsOf(counts, columnCount);
        var (columns, values) = (GC.AllocateUninitializedArray<int>(Columns.Length), GC.AllocateUninitializedArray<float>(Values.Length));
        Parallel.For(0, counts.Length, slice =>
        {
            var cursors = counts[slice];
            for (var row = slices[slice]; row < slices[slice + 1]; row++)
            {
                for (var i = Offsets[row]; i < Offsets[row + 1]; i++)
                {
                    var place = cursors[Columns[i]]++;
                    columns[place] = row;
                    values[place] = Values[i];
                }
            }
        });
        return new CompressedRows(offsets, columns, values);
    }

    // Of equal columns the last in source order survives; the others are marked with −1.
    private int SortRow(int start, int end)
    {
        var length = end - start;
        var keys = new long[length];
        for (var i = 0; i < length; i++)
            keys[i] = ((long)Columns[start + i] << 32) | (uint)i;
        var stars = Values.AsSpan(start, length).ToArray();
        Array.Sort(keys);
        var duplicates = 0;
        for (var i = 0; i < length; i++)
        {
            var superseded = i + 1 < length && keys[i] >> 32 == keys[i + 1] >> 32;
            Columns[start + i] = superseded ? -1 : (int)(keys[i] >> 32);
            Values[start + i] = stars[(int)keys[i]];
            duplicates += superseded ? 1 : 0;
        }

        return duplicates;
    }

    private CompressedRows WithoutMarked(int marked)
    {
        var offsets = new int[Offsets.Length];
        var (columns, values) = (new int[Columns.Length - marked], new float[Values.Length - marked]);
        var next = 0;
        for (var row = 0; row < RowCount; row++)
        {
            for (var i = Offsets[row]; i < Offsets[row + 1]; i++)
            {
                if (Columns[i] < 0)
                    continue;
                columns[next] = Columns[i];
                values[next++] = Values[i];
            }

            offsets[row + 1] = next;
        }

        return new CompressedRows(offsets, columns, values);
    }
}
