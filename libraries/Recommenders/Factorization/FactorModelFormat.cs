using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>The binary form of a <see cref="FactorModel"/>, version 1.</summary>
/// <remarks>
/// Everything is little-endian. A header of 64 bytes:
/// <code>
/// 0  8 bytes  "MMFACTOR"          28 float  λ                  44 float  lowest stars
/// 8  int32    version (1)         32 float  n₀                 48 float  highest stars
/// 12 int32    factors k           36 float  ν                  52 float  training RMSE
/// 16 int32    users               40 float  λ_b                56 uint32 CRC-32C of the body
/// 20 int32    items                                            60 uint32 CRC-32C of bytes 0…59
/// 24 float    mean μ
/// </code>
/// then the body: user ids (int32), item ids (int32), both strictly ascending; rating counts of users, of items (int32); user biases, item biases (float); user factors,
/// item factors (float, row-major, k per row, no padding).
/// </remarks>
internal static class FactorModelFormat
{
    private const int HeaderSize = 64;
    private const int Version = 1;
    private const int LargestFactors = 256;
    private const int ChunkSize = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "MMFACTOR"u8;

    public static void Write(FactorModel model, Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        RequireLittleEndian();
        var checksum = uint.MaxValue;
        ForEachPart(model, part => checksum = Crc(checksum, part));
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], model.Factors);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], model.UserIds.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], model.ItemIds.Count);
        var settings = model.Settings;
        var (ridge, offset, exponent, biasRidge) = settings.UserPenalty;
        ReadOnlySpan<float> scalars = [settings.Mean, ridge, offset, exponent, biasRidge, settings.LowestStars, settings.HighestStars, settings.TrainRmse];
        MemoryMarshal.AsBytes(scalars).CopyTo(header[24..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[56..], ~checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(header[60..], ~Crc(uint.MaxValue, header[..60]));
        target.Write(header);
        ForEachPart(model, part => target.Write(part));
    }

    public static FactorModel Read(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(MemoryMarshal.TryGetArray(bytes, out var segment) ? segment.Array! : bytes.ToArray(), segment.Offset, bytes.Length, writable: false);
        return Read(stream);
    }

    public static FactorModel Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireLittleEndian();
        Span<byte> header = stackalloc byte[HeaderSize];
        var read = source.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        if (read < Magic.Length || !header.StartsWith(Magic))
            throw new InvalidDataException("This is not a factor model.");
        if (read < HeaderSize)
            throw new InvalidDataException("The factor model is cut short in its header.");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
            throw new InvalidDataException($"The factor model is of version {version}; this library reads version {Version}.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[60..]) != ~Crc(uint.MaxValue, header[..60]))
            throw new InvalidDataException("The factor model's header is damaged: its checksum does not match.");
        var factors = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var users = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        var items = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        if (factors is < 0 or > LargestFactors || users < 0 || items < 0)
            throw new InvalidDataException($"The factor model claims impossible sizes: {factors} factors, {users} users, {items} items.");
        var scalars = MemoryMarshal.Cast<byte, float>(header[24..56]);
        var settings = new FactorModelSettings(scalars[0], scalars[5], scalars[6], scalars[7], new Penalty(scalars[1], scalars[2], scalars[3], scalars[4]));

        var checksum = uint.MaxValue;
        var userIds = ReadIds(source, users, "user", ref checksum);
        var itemIds = ReadIds(source, items, "item", ref checksum);
        var userCounts = ReadArray<int>(source, users, ref checksum);
        var itemCounts = ReadArray<int>(source, items, ref checksum);
        var userBiases = ReadArray<float>(source, users, ref checksum);
        var itemBiases = ReadArray<float>(source, items, ref checksum);
        var userTable = ReadTable(source, factors, userBiases, userCounts, ref checksum);
        var itemTable = ReadTable(source, factors, itemBiases, itemCounts, ref checksum);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[56..]) != ~checksum)
            throw new InvalidDataException("The factor model is damaged: its checksum does not match.");
        return new FactorModel(userIds, itemIds, userTable, itemTable, settings);
    }

    private static void ForEachPart(FactorModel model, Action<ReadOnlySpan<byte>> visit)
    {
        visit(MemoryMarshal.AsBytes(model.UserIds.Ids));
        visit(MemoryMarshal.AsBytes(model.ItemIds.Ids));
        visit(MemoryMarshal.AsBytes<int>(model.Users.RatingCounts));
        visit(MemoryMarshal.AsBytes<int>(model.Items.RatingCounts));
        visit(MemoryMarshal.AsBytes<float>(model.Users.Biases));
        visit(MemoryMarshal.AsBytes<float>(model.Items.Biases));
        foreach (var table in (ReadOnlySpan<FactorTable>)[model.Users, model.Items])
        {
            for (var row = 0; row < table.Rows; row++)
                visit(MemoryMarshal.AsBytes(table.Row(row)));
        }
    }

    private static IdIndex ReadIds(Stream source, int count, string what, ref uint checksum)
    {
        var ids = ReadArray<int>(source, count, ref checksum);
        for (var i = 1; i < count; i++)
        {
            if (ids[i - 1] >= ids[i])
                throw new InvalidDataException($"The factor model is damaged: its {what} ids are not ascending.");
        }

        return new IdIndex(ids);
    }

    private static FactorTable ReadTable(Stream source, int factors, float[] biases, int[] ratingCounts, ref uint checksum)
    {
        var rows = biases.Length;
        var values = ReadArray<float>(source, checked(rows * factors), ref checksum);
        var table = new FactorTable(rows, factors);
        biases.CopyTo(table.Biases.AsSpan());
        ratingCounts.CopyTo(table.RatingCounts.AsSpan());
        for (var row = 0; row < rows; row++)
            values.AsSpan(row * factors, factors).CopyTo(table.PaddedRow(row));
        return table;
    }

    // Grows with what really arrives, so that a false size in a header cannot claim all memory.
    private static T[] ReadArray<T>(Stream source, int count, ref uint checksum)
        where T : unmanaged
    {
        var values = new T[Math.Min(count, ChunkSize)];
        var filled = 0;
        while (filled < count)
        {
            if (filled == values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            var bytes = MemoryMarshal.AsBytes(values.AsSpan(filled));
            if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException("The factor model is cut short.");
            checksum = Crc(checksum, bytes);
            filled = values.Length;
        }

        return values;
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Factor models are read and written on little-endian machines only.");
    }
}
