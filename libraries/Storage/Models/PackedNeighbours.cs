using System.Buffers.Binary;

namespace MovieMesh.Storage.Models;

/// <summary>A top-k list as bytes: per neighbour the movie id and the score, four little-endian bytes each.</summary>
internal static class PackedNeighbours
{
    private const int EntryBytes = sizeof(int) + sizeof(float);

    public static byte[] Pack(IReadOnlyList<ScoredMovie> neighbours)
    {
        var packed = new byte[neighbours.Count * EntryBytes];
        for (var i = 0; i < neighbours.Count; i++)
        {
            var entry = packed.AsSpan(i * EntryBytes, EntryBytes);
            BinaryPrimitives.WriteInt32LittleEndian(entry, neighbours[i].MovieId);
            BinaryPrimitives.WriteSingleLittleEndian(entry[sizeof(int)..], neighbours[i].Score);
        }

        return packed;
    }

    /// <exception cref="FormatException">The bytes are no whole number of entries.</exception>
    public static ScoredMovie[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length % EntryBytes != 0)
        {
            throw new FormatException($"A packed list of {packed.Length} bytes is no whole number of {EntryBytes}-byte entries.");
        }

        var neighbours = new ScoredMovie[packed.Length / EntryBytes];
        for (var i = 0; i < neighbours.Length; i++)
        {
            var entry = packed.Slice(i * EntryBytes, EntryBytes);
            neighbours[i] = new ScoredMovie(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadSingleLittleEndian(entry[sizeof(int)..]));
        }

        return neighbours;
    }
}
