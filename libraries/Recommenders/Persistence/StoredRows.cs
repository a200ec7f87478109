namespace MovieMesh.Recommenders.Persistence;

/// <summary>Sparse rows as part of a model: the length of each, then all columns, then all values.</summary>
internal static class StoredRows
{
    /// <summary>No rows at all: the ratings of a model that has forgotten its users.</summary>
    public static CompressedRows None { get; } = new([0], [], []);

    public static void Write(ModelWriter writer, CompressedRows rows)
    {
        writer.WriteArray<int>(rows.Lengths());
        writer.WriteArray<int>(rows.Columns);
        writer.WriteArray<float>(rows.Values);
    }

    public static CompressedRows Read(ModelReader reader, int rowCount, int columnCount)
    {
        var lengths = reader.ReadArray<int>(rowCount);
        var offsets = new int[rowCount + 1];
        for (var row = 0; row < rowCount; row++)
        {
            if (lengths[row] < 0 || lengths[row] > columnCount || lengths[row] > int.MaxValue - offsets[row])
                throw new InvalidDataException("The model is damaged: a row has an impossible length.");
            offsets[row + 1] = offsets[row] + lengths[row];
        }

        var columns = reader.ReadArray<int>(offsets[rowCount]);
        foreach (var column in columns)
        {
            if ((uint)column >= (uint)columnCount)
                throw new InvalidDataException("The model is damaged: it points outside of itself.");
        }

        return new CompressedRows(offsets, columns, reader.ReadArray<float>(offsets[rowCount]));
    }
}
