using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MovieMesh.Datasets.Generated;

/// <summary>The lines of ratings.csv and tags.csv of some users.</summary>
internal sealed record CsvBlock(ReadOnlyMemory<byte> Ratings, ReadOnlyMemory<byte> Tags, int Count)
{
    private const int LongestLine = 64;

    public static CsvBlock Make(Catalogue catalogue, int seed, int firstUser, ReadOnlySpan<int> counts)
    {
        var maker = new UserMaker(catalogue, seed);
        var ratings = new List<DatasetRating>();
        var tags = new List<DatasetTag>();
        var ratingLines = new ArrayBufferWriter<byte>(1 << 20);
        var tagLines = new ArrayBufferWriter<byte>(1 << 16);
        var total = 0;
        for (var index = 0; index < counts.Length; index++)
        {
            maker.Make(firstUser + index + 1, counts[index], ratings, tags);
            total += ratings.Count;
            foreach (var rating in ratings)
            {
                Write(ratingLines, rating);
            }

            foreach (var tag in tags)
            {
                tagLines.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{tag.UserId},{tag.MovieId},{tag.Tag},{tag.UnixSeconds}\n")));
            }
        }

        return new CsvBlock(ratingLines.WrittenMemory, tagLines.WrittenMemory, total);
    }

    private static void Write(ArrayBufferWriter<byte> lines, in DatasetRating rating)
    {
        var line = lines.GetSpan(LongestLine);
        Utf8Formatter.TryFormat(rating.UserId, line, out var length);
        line[length++] = (byte)',';
        Utf8Formatter.TryFormat(rating.MovieId, line[length..], out var written);
        length += written;
        line[length++] = (byte)',';
        var halves = (int)(rating.Stars * 2);
        line[length++] = (byte)('0' + (halves / 2));
        line[length++] = (byte)'.';
        line[length++] = (byte)(halves % 2 == 0 ? '0' : '5');
        line[length++] = (byte)',';
        Utf8Formatter.TryFormat(rating.UnixSeconds, line[length..], out written);
        length += written;
        line[length++] = (byte)'\n';
        lines.Advance(length);
    }
}
