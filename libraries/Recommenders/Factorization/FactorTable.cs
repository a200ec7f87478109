using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Factors and biases of all users or of all items: row-major, each row padded with zeros to whole vectors.</summary>
internal sealed class FactorTable(int rows, int factors)
{
    public int Rows { get; } = rows;

    public int Factors { get; } = factors;

    public int Stride { get; } = VectorMath.Padded(factors);

    public float[] Values { get; } = new float[checked(rows * VectorMath.Padded(factors))];

    public float[] Biases { get; } = new float[rows];

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Stride, Factors);

    /// <summary>The row with its padding, for kernels that want whole vectors.</summary>
    public Span<float> PaddedRow(int row) => Values.AsSpan(row * Stride, Stride);

    public void CopyTo(FactorTable target)
    {
        Values.CopyTo(target.Values.AsSpan());
        Biases.CopyTo(target.Biases.AsSpan());
    }

    /// <summary>A copy of the first rows.</summary>
    public FactorTable First(int rows)
    {
        var first = new FactorTable(rows, Factors);
        Values.AsSpan(0, first.Values.Length).CopyTo(first.Values);
        Biases.AsSpan(0, rows).CopyTo(first.Biases);
        return first;
    }

    /// <summary>Reads biases, then rows without their padding.</summary>
    public static FactorTable Read(ModelReader reader, int rows, int factors)
    {
        var biases = reader.ReadArray<float>(rows);
        var values = reader.ReadArray<float>(factors == 0 || rows <= int.MaxValue / factors ? rows * factors : throw new InvalidDataException("The model is damaged: it claims an impossible size."));
        var table = new FactorTable(rows, factors);
        biases.CopyTo(table.Biases.AsSpan());
        for (var row = 0; row < rows; row++)
            values.AsSpan(row * factors, factors).CopyTo(table.PaddedRow(row));
        return table;
    }

    public void Write(ModelWriter writer)
    {
        writer.WriteArray<float>(Biases);
        for (var row = 0; row < Rows; row++)
            writer.WriteArray(Row(row));
    }
}
