using System.Buffers.Text;
using System.Text;

namespace MovieMesh.Datasets;

/// <summary>Cuts a line into fields and reads them; what cannot be read throws <see cref="LineException"/>.</summary>
internal ref struct Fields(ReadOnlySpan<byte> line, ReadOnlySpan<byte> separator, bool quotes)
{
    private const int MaxUserId = 999_999_999;
    private const int MaxAge = 120;
    private const long MaxUnixSeconds = 4_102_444_800;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _separator = separator;
    private ReadOnlySpan<byte> _rest = line;
    private bool _ended;

    /// <summary>The next field as it stands.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_ended)
        {
            throw new LineException("too few fields", "there are too few fields");
        }

        var end = _rest.IndexOf(_separator);
        var field = end < 0 ? _rest : _rest[..end];
        _ended = end < 0;
        _rest = end < 0 ? default : _rest[(end + _separator.Length)..];
        return field;
    }

    /// <summary>The next field as text, its quotes taken off.</summary>
    public string NextText()
    {
        if (!quotes || _rest.IsEmpty || _rest[0] != (byte)'"')
        {
            return ToText(Next());
        }

        for (var position = 1; position < _rest.Length; position++)
        {
            if (_rest[position] != (byte)'"')
            {
                continue;
            }

            if (position + 1 < _rest.Length && _rest[position + 1] == (byte)'"')
            {
                position++;
                continue;
            }

            var text = ToText(_rest[1..position]).Replace("\"\"", "\"", StringComparison.Ordinal);
            _rest = _rest[(position + 1)..];
            if (!Next().IsEmpty)
            {
                throw new LineException("text after a closing quote", "there is text after a closing quote");
            }

            return text;
        }

        throw new LineException("quote not closed", "a quote is not closed");
    }

    /// <summary>Everything up to the last field, as text: a tag may hold the separator itself.</summary>
    public string NextTextBeforeLast()
    {
        var end = _rest.LastIndexOf(_separator);
        if (_ended || end < 0)
        {
            throw new LineException("too few fields", "there are too few fields");
        }

        var text = ToText(_rest[..end]);
        _rest = _rest[(end + _separator.Length)..];
        return text;
    }

    public int NextUserId() => NextInteger("user id", MaxUserId);

    public int NextMovieId() => NextInteger("movie id", int.MaxValue);

    public int? NextOptionalInteger(string name) => _rest.IsEmpty || _rest.StartsWith(_separator) ? SkipEmpty() : NextInteger(name, int.MaxValue);

    public int? NextOptionalAge() => _rest.IsEmpty || _rest.StartsWith(_separator) ? SkipEmpty() : NextInteger("age", MaxAge);

    public float NextStars()
    {
        var field = Next();
        if (!Utf8Parser.TryParse(field, out float stars, out var used) || used != field.Length)
        {
            throw new LineException("stars are no number", $"stars '{ToText(field)}' are no number");
        }

        if (!(stars is >= 0.5f and <= 5f))
        {
            throw new LineException("stars are not between 0.5 and 5", $"stars '{ToText(field)}' are not between 0.5 and 5");
        }

        return stars * 2 == MathF.Truncate(stars * 2) ? stars : throw new LineException("stars are not in half steps", $"stars '{ToText(field)}' are not in half steps");
    }

    public long NextUnixSeconds()
    {
        var field = Next();
        if (!Utf8Parser.TryParse(field, out long seconds, out var used) || used != field.Length)
        {
            throw new LineException("timestamp is no whole number", $"timestamp '{ToText(field)}' is no whole number of seconds");
        }

        return seconds is >= 0 and <= MaxUnixSeconds
            ? seconds
            : throw new LineException("timestamp is out of range", $"timestamp '{ToText(field)}' is not between 1970 and 2100");
    }

    public readonly void End()
    {
        if (!_ended)
        {
            throw new LineException("too many fields", "there are too many fields");
        }
    }

    /// <summary>UTF-8 where it is, else Latin-1: ml-1m and ml-100k are the one, all others the other.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private int? SkipEmpty()
    {
        Next();
        return null;
    }

    private int NextInteger(string name, int most)
    {
        var field = Next();
        if (!Utf8Parser.TryParse(field, out int value, out var used) || used != field.Length)
        {
            throw new LineException($"{name} is no whole number", $"{name} '{ToText(field)}' is no whole number");
        }

        return value >= 1 && value <= most ? value : throw new LineException($"{name} is out of range", $"{name} '{ToText(field)}' is not between 1 and {most}");
    }
}
