using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Taste;

/// <summary>What is known of items beside ratings as sparse vectors of length one: ln(N/n) for each genre, decade, tag and person that n of N items share.</summary>
/// <param name="rows">A row for each item, columns ascending; empty for an item of which nothing is known.</param>
/// <param name="width">How many features there are.</param>
internal sealed class ContentVectors(CompressedRows rows, int width)
{
    public int Width => width;

    public RatingRow this[int item] => rows[item];

    public static ContentVectors Create(IdIndex items, IReadOnlyList<ItemInformation> information)
    {
        var features = ItemFeatures.Create(items, information);
        var rows = features.ByItem();
        var counts = new int[features.Count];
        foreach (var feature in rows.Columns)
            counts[feature]++;
        for (var item = 0; item < rows.RowCount; item++)
        {
            var (start, end, squares) = (rows.Offsets[item], rows.Offsets[item + 1], 0.0);
            for (var i = start; i < end; i++)
            {
                rows.Values[i] = MathF.Log((float)items.Count / counts[rows.Columns[i]]);
                squares += rows.Values[i] * rows.Values[i];
            }

            for (var i = start; i < end && squares > 0; i++)
                rows.Values[i] = (float)(rows.Values[i] / Math.Sqrt(squares));
        }

        return new ContentVectors(rows, features.Count);
    }

    /// <summary>The cosine of two items.</summary>
    public float Cosine(int one, int other)
    {
        var a = rows[one];
        var b = rows[other];
        var sum = 0f;
        for (var (i, j) = (0, 0); i < a.Count && j < b.Count;)
        {
            if (a.Indices[i] == b.Indices[j])
                sum += a.Stars[i++] * b.Stars[j++];
            else if (a.Indices[i] < b.Indices[j])
                i++;
            else
                j++;
        }

        return sum;
    }

    public static ContentVectors Read(ModelReader reader, int items)
    {
        var width = reader.ReadCount();
        return new ContentVectors(StoredRows.Read(reader, items, width), width);
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(width);
        StoredRows.Write(writer, rows);
    }
}
