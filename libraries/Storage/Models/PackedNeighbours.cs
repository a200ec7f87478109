using System.Buffers.Binary;

namespace MovieMesh.Storage.Models;

/// <summary>A top-k list as bytes: the layout's number, and per neighbour the movie id, the score and the number of co-raters (-1 where it is not known), four little-endian bytes each.</summary>
/// <remarks>Lists from before layouts had numbers are read too: eight bytes a neighbour, without co-raters. The new ones have an odd length, those never.</remarks>
internal static class PackedNeighbours
{
    private const byte Layout = 2;
    private const int HeaderBytes = 1;
    private const int EntryBytes = sizeof(int) + sizeof(float) + sizeof(int);
    private const int OldEntryBytes = sizeof(int) + sizeof(float);
    private const int Unknown = -1;

    public static byte[] Pack(IReadOnlyList<ScoredMovie> neighbours)
    {
        var packed = new byte[HeaderBytes + (neighbours.Count * EntryBytes)];
        packed[0] = Layout;
        for (var i = 0; i < neighbours.Count; i++)
        {
            var entry = packed.AsSpan(HeaderBytes + (i * EntryBytes), EntryBytes);
            BinaryPrimitives.WriteInt32LittleEndian(entry, neighbours[i].MovieId);
            BinaryPrimitives.WriteSingleLittleEndian(entry[sizeof(int)..], neighbours[i].Score);
            BinaryPrimitives.WriteInt32LittleEndian(entry[OldEntryBytes..], neighbours[i].CoRaters ?? Unknown);
        }

        return packed;
    }

    /// <summary>The list, or null when the bytes are none of a layout that is known: then it is as if it were not there.</summary>
    public static ScoredMovie[]? Unpack(ReadOnlySpan<byte> packed)
    {
        var isOld = packed.Length % OldEntryBytes == 0;
        if (!isOld && (packed.Length % EntryBytes != HeaderBytes || packed[0] != Layout))
        {
            return null;
        }

        var (header, size) = isOld ? (0, OldEntryBytes) : (HeaderBytes, EntryBytes);
        var neighbours = new ScoredMovie[(packed.Length - header) / size];
        for (var i = 0; i < neighbours.Length; i++)
        {
            var entry = packed.Slice(header + (i * size), size);
            var coRaters = isOld ? Unknown : BinaryPrimitives.ReadInt32LittleEndian(entry[OldEntryBytes..]);
            neighbours[i] = new ScoredMovie(
                BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadSingleLittleEndian(entry[sizeof(int)..]), coRaters == Unknown ? null : coRaters);
        }

        return neighbours;
    }
}
