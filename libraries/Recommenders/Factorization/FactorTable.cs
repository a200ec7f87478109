using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Factors and biases of all users or of all items: row-major, each row padded with zeros to whole vectors.</summary>
internal sealed class FactorTable(int rows, int factors)
{
    public int Rows { get; } = rows;

    public int Factors { get; } = factors;

    public int Stride { get; } = VectorMath.Padded(factors);

    public float[] Values { get; } = new float[checked(rows * VectorMath.Padded(factors))];

    public float[] Biases { get; } = new float[rows];

    /// <summary>How many ratings each row was solved from.</summary>
    public int[] RatingCounts { get; } = new int[rows];

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Stride, Factors);

    /// <summary>The row with its padding, for kernels that want whole vectors.</summary>
    public Span<float> PaddedRow(int row) => Values.AsSpan(row * Stride, Stride);

    public void CopyTo(FactorTable target)
    {
        Values.CopyTo(target.Values.AsSpan());
        Biases.CopyTo(target.Biases.AsSpan());
        RatingCounts.CopyTo(target.RatingCounts.AsSpan());
    }
}
