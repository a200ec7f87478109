using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>The unknowns of all users or of all items: in each row k factors, then the bias, padded with zeros to whole vectors.</summary>
internal sealed class RowTable(int rows, int factors)
{
    public int Rows { get; } = rows;

    public int Factors { get; } = factors;

    /// <summary>k + 1.</summary>
    public int Width => Factors + 1;

    public int Stride { get; } = VectorMath.Padded(factors + 1);

    public float[] Values { get; } = new float[checked(rows * VectorMath.Padded(factors + 1))];

    /// <summary>The row with its padding.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Stride);

    public float Bias(int row) => Values[(row * Stride) + Factors];
}
