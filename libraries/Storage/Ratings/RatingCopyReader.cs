using System.Buffers.Binary;

namespace MovieMesh.Storage.Ratings;

/// <summary>
/// Reads PostgreSQL's binary COPY of (user_id int, movie_id int, stars real, sequence bigint, rated_at timestamptz) straight from the wire's bytes: twenty-five million rows
/// are a few seconds this way, and many times that through a reader of single values.
/// </summary>
internal static class RatingCopyReader
{
    private const int HeaderLength = 19;
    private const int TailLength = 2;
    private const int StarsLength = 18;
    private const int StarsValue = StarsLength + 4;
    private const int SequenceLength = 4 + 8;
    private const int RatedAtLength = 4 + 8;

    // The server counts microseconds from 2000-01-01.
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const int FirstDay = 10_957;

    private const int BufferLength = 1 << 20;

    public static async Task<RatingColumns> ReadAsync(Stream stream, bool includeWithdrawn, long lastSequence, CancellationToken cancellationToken)
    {
        var columns = new Columns(includeWithdrawn, lastSequence);
        var buffer = new byte[BufferLength];
        var length = await stream.ReadAtLeastAsync(buffer, HeaderLength + TailLength, throwOnEndOfStream: true, cancellationToken);
        var start = HeaderLength + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(HeaderLength - 4));
        while (true)
        {
            start += columns.Take(buffer.AsSpan(start, length - start), out var ended);
            if (ended)
            {
                return columns.ToColumns();
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
            start = 0;
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read > 0 ? read : throw new EndOfStreamException("The server's copy of the ratings broke off.");
        }
    }

    private sealed class Columns(bool includeWithdrawn, long lastSequence)
    {
        private int[] _userIds = new int[1 << 14];
        private int[] _movieIds = new int[1 << 14];
        private float[] _stars = new float[1 << 14];
        private int[] _days = new int[1 << 14];
        private int _count;
        private long _lastSequence = lastSequence;

        /// <summary>Takes the whole rows of some bytes; returns how many bytes those were.</summary>
        public int Take(ReadOnlySpan<byte> bytes, out bool ended)
        {
            var position = 0;
            ended = false;
            while (bytes.Length - position >= TailLength)
            {
                var row = bytes[position..];
                ended = BinaryPrimitives.ReadInt16BigEndian(row) == -1;
                if (ended || row.Length < StarsValue)
                {
                    break;
                }

                // A null has no bytes after its length of -1.
                var withdrawn = BinaryPrimitives.ReadInt32BigEndian(row[StarsLength..]) == -1;
                var afterStars = withdrawn ? StarsValue : StarsValue + 4;
                if (row.Length < afterStars + SequenceLength + RatedAtLength)
                {
                    break;
                }

                _lastSequence = Math.Max(_lastSequence, BinaryPrimitives.ReadInt64BigEndian(row[(afterStars + 4)..]));
                if (!withdrawn || includeWithdrawn)
                {
                    Add(
                        BinaryPrimitives.ReadInt32BigEndian(row[6..]),
                        BinaryPrimitives.ReadInt32BigEndian(row[14..]),
                        withdrawn ? float.NaN : BinaryPrimitives.ReadSingleBigEndian(row[StarsValue..]),
                        DayOf(BinaryPrimitives.ReadInt64BigEndian(row[(afterStars + SequenceLength + 4)..])));
                }

                position += afterStars + SequenceLength + RatedAtLength;
            }

            return position;
        }

        public RatingColumns ToColumns()
        {
            Array.Resize(ref _userIds, _count);
            Array.Resize(ref _movieIds, _count);
            Array.Resize(ref _stars, _count);
            Array.Resize(ref _days, _count);
            return new RatingColumns(_userIds, _movieIds, _stars, _days, _lastSequence);
        }

        private static int DayOf(long microseconds) => (int)Math.Floor((double)microseconds / MicrosecondsPerDay) + FirstDay;

        private void Add(int userId, int movieId, float stars, int day)
        {
            if (_count == _userIds.Length)
            {
                Array.Resize(ref _userIds, _count * 2);
                Array.Resize(ref _movieIds, _count * 2);
                Array.Resize(ref _stars, _count * 2);
                Array.Resize(ref _days, _count * 2);
            }

            _userIds[_count] = userId;
            _movieIds[_count] = movieId;
            _stars[_count] = stars;
            _days[_count++] = day;
        }
    }
}
