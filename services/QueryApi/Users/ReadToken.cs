using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace MovieMesh.QueryApi.Users;

/// <summary>Names a rating that a read wants to see: a movie, and when it was rated or withdrawn.</summary>
internal sealed record ReadToken(int MovieId, DateTimeOffset RatedAt)
{
    private const int Bytes = sizeof(int) + sizeof(long);

    public static bool TryParse(string text, [NotNullWhen(true)] out ReadToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length > 2 * Bytes || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Bytes)
        {
            return false;
        }

        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(int)..]);
        if (microseconds < 0 || microseconds > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalMicroseconds)
        {
            return false;
        }

        token = new ReadToken(BinaryPrimitives.ReadInt32BigEndian(bytes), DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond));
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, MovieId);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(int)..], (RatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return Base64Url.EncodeToString(bytes);
    }
}
