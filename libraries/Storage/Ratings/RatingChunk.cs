using System.Buffers.Binary;
using MovieMesh.Datasets;

namespace MovieMesh.Storage.Ratings;

/// <summary>Some ratings as the bytes of PostgreSQL's binary COPY of (rated_at, user_id, movie_id, stars).</summary>
internal sealed class RatingChunk
{
    /// <summary>The writer holds the writers' lock for one chunk, so this bounds how long a single rating waits: about a fifth of a second.</summary>
    public const int Rows = 50_000;

    private const int RowLength = 2 + (4 + 8) + (4 + 4) + (4 + 4) + (4 + 4);
    private const long UnixSecondsOf2000 = 946_684_800;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly byte[] _bytes = new byte[Header.Length + (Rows * RowLength) + 2];
    private int _length;

    public int Count { get; private set; }

    public bool IsFull => Count == Rows;

    /// <summary>The whole copy, with header and trailer.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            BinaryPrimitives.WriteInt16BigEndian(_bytes.AsSpan(_length), -1);
            return _bytes.AsMemory(0, _length + 2);
        }
    }

    public void Clear()
    {
        Header.CopyTo(_bytes, 0);
        _length = Header.Length;
        Count = 0;
    }

    public void Add(in DatasetRating rating)
    {
        var row = _bytes.AsSpan(_length, RowLength);
        BinaryPrimitives.WriteInt16BigEndian(row, 4);
        BinaryPrimitives.WriteInt32BigEndian(row[2..], 8);
        BinaryPrimitives.WriteInt64BigEndian(row[6..], (rating.UnixSeconds - UnixSecondsOf2000) * 1_000_000);
        BinaryPrimitives.WriteInt32BigEndian(row[14..], 4);
        BinaryPrimitives.WriteInt32BigEndian(row[18..], rating.UserId);
        BinaryPrimitives.WriteInt32BigEndian(row[22..], 4);
        BinaryPrimitives.WriteInt32BigEndian(row[26..], rating.MovieId);
        BinaryPrimitives.WriteInt32BigEndian(row[30..], 4);
        BinaryPrimitives.WriteSingleBigEndian(row[34..], rating.Stars);
        _length += RowLength;
        Count++;
    }
}
