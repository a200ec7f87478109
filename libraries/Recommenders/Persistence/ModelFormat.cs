using System.Runtime.InteropServices;

namespace MovieMesh.Recommenders.Persistence;

/// <summary>The binary form of any model, version 2.</summary>
/// <remarks>
/// Little-endian, without gaps: <c>"MMMODEL"</c> and the version as one byte; the algorithm's name (int32 length, UTF-8); user ids and item ids, both
/// strictly ascending (int32 count, int32 each); the rating count of each user, of each item (int32); mean, lowest, highest stars and training RMSE (float); the parts of the algorithm's own;
/// CRC-32C of everything after the first eight bytes (uint32).
/// </remarks>
internal static class ModelFormat
{
    private const byte Version = 2;

    private static ReadOnlySpan<byte> Magic => "MMMODEL"u8;

    public static void Write(RecommenderModel model, Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write(Magic);
        target.WriteByte(Version);
        var writer = new ModelWriter(target);
        WritePart(model, writer);
        writer.WriteChecksum();
    }

    /// <summary>Writes a model as a part of another: without start and checksum, which the whole has.</summary>
    public static void WritePart(RecommenderModel model, ModelWriter writer)
    {
        model.Facts.Write(writer);
        model.Write(writer);
    }

    public static RecommenderModel Read(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(MemoryMarshal.TryGetArray(bytes, out var segment) ? segment.Array! : bytes.ToArray(), segment.Offset, bytes.Length, writable: false);
        return Read(stream);
    }

    public static RecommenderModel Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> start = stackalloc byte[Magic.Length + 1];
        if (source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
            throw new InvalidDataException("This is not a recommender model.");
        if (start[^1] != Version)
            throw new InvalidDataException($"The model is of version {start[^1]}; this library reads version {Version}.");
        var reader = new ModelReader(source);
        var model = ReadPart(reader);
        reader.RequireChecksum();
        return model;
    }

    /// <summary>Reads what <see cref="WritePart"/> wrote.</summary>
    public static RecommenderModel ReadPart(ModelReader reader)
    {
        var facts = ModelFacts.Read(reader);
        var algorithm = RecommenderAlgorithms.Find(facts.Algorithm) ?? throw new InvalidDataException($"The model is of an algorithm that this library does not know: '{facts.Algorithm}'.");
        return algorithm.Read(reader, facts);
    }
}
