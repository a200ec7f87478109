using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Networks;

/// <summary>From what is known of a movie to its direction: the trained half of the autoencoder that outlives training.</summary>
internal sealed class MovieEncoder(MovieText text, VaeNetwork network, float[] center)
{
    private const int LargestLayer = 1 << 16;

    public int Factors => network.Factors;

    public float[] Encode(ItemInformation movie)
    {
        var vector = new float[VectorMath.Padded(Factors)];
        network.Encode(text.Vector(movie), new VaeScratch(network), vector);
        Direct(vector, center);
        return vector;
    }

    /// <summary>Takes the catalogue's mean off a vector and brings it to length 1.</summary>
    public static void Direct(Span<float> vector, ReadOnlySpan<float> center)
    {
        VectorMath.Axpy(-1, center, vector);
        var norm = MathF.Sqrt(VectorMath.Dot(vector, vector));
        foreach (ref var value in vector)
            value = norm > 1e-6f ? value / norm : 0;
    }

    public static MovieEncoder Read(ModelReader reader)
    {
        var (pieces, words, hidden, factors) = (Size(reader), Size(reader), Size(reader), Size(reader));
        var rarity = reader.ReadArray<float>(words);
        var center = reader.ReadArray<float>(VectorMath.Padded(factors));
        if ((long)(pieces + words) * hidden > int.MaxValue / 8)
            throw new InvalidDataException("The model is damaged: it claims an impossible size.");
        var network = new VaeNetwork(pieces, words, hidden, factors);
        reader.ReadArray<float>(network.EncoderLength).CopyTo(network.Parameters.AsSpan());
        return new MovieEncoder(new MovieText(pieces, words, rarity), network, center);
    }

    public void Write(ModelWriter writer)
    {
        foreach (var size in (ReadOnlySpan<int>)[text.PieceBuckets, text.WordBuckets, network.Hidden, network.Factors])
            writer.Write(size);
        writer.WriteArray<float>(text.Rarity);
        writer.WriteArray<float>(center);
        writer.WriteArray<float>(network.Parameters.AsSpan(0, network.EncoderLength));
    }

    private static int Size(ModelReader reader) => Math.Max(1, reader.ReadCount(LargestLayer));
}
