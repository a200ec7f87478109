namespace MovieMesh.Recommenders.Networks;

/// <summary>What an <see cref="EmbeddingNetwork"/> computes on the way through several pairs of a user and an item, and back; scratch memory of one thread.</summary>
internal sealed class EmbeddingBatch(int rows, int stride, int first, int second)
{
    /// <summary>For each pair the user's embedding, the item's, and their product, which <see cref="EmbeddingNetwork.Forward"/> fills in.</summary>
    public float[] Inputs { get; } = new float[rows * 3 * stride];

    public float[] First { get; } = new float[rows * first];

    public float[] Second { get; } = new float[rows * second];

    public float[] Outputs { get; } = new float[rows];

    public float[] OutputSlopes { get; } = new float[rows];

    public float[] SecondSlopes { get; } = new float[rows * second];

    public float[] FirstSlopes { get; } = new float[rows * first];

    /// <summary>For each pair the slopes by the user's embedding, by the item's, and by their product.</summary>
    public float[] InputSlopes { get; } = new float[rows * 3 * stride];

    public void SetPair(int row, ReadOnlySpan<float> user, ReadOnlySpan<float> item)
    {
        user.CopyTo(Inputs.AsSpan(row * 3 * stride));
        item.CopyTo(Inputs.AsSpan((row * 3 * stride) + stride));
    }

    public ReadOnlySpan<float> UserSlopes(int row) => InputSlopes.AsSpan(row * 3 * stride, stride);

    public ReadOnlySpan<float> ItemSlopes(int row) => InputSlopes.AsSpan((row * 3 * stride) + stride, stride);
}
