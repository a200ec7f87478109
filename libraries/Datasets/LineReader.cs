namespace MovieMesh.Datasets;

/// <summary>Reads a file line by line as bytes, without a string for any of them.</summary>
internal sealed class LineReader(Stream stream, Action<int> onRead) : IDisposable
{
    /// <summary>No line of any MovieLens file comes near; a file without line ends must not fill the memory.</summary>
    public const int MaxLineLength = 1 << 16;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _buffer = new byte[1 << 18];
    private int _lineStart;
    private int _lineLength;
    private int _next;
    private int _length;
    private bool _ended;

    /// <summary>Which line this is, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line was too long and has been cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    public bool Read()
    {
        IsCut = false;
        while (true)
        {
            var end = _buffer.AsSpan(_next, _length - _next).IndexOf((byte)'\n');
            if (end < 0 && _length - _next > MaxLineLength)
            {
                IsCut = true;
                _next = _length;
            }

            if (end < 0 && !_ended)
            {
                Fill();
                continue;
            }

            if (end < 0 && _next == _length && !IsCut)
            {
                return false;
            }

            _lineStart = _next;
            _lineLength = end < 0 ? _length - _next : end;
            _next += _lineLength + (end < 0 ? 0 : 1);
            IsCut |= _lineLength > MaxLineLength;
            Number++;
            Trim();
            return true;
        }
    }

    public void Dispose() => stream.Dispose();

    private void Fill()
    {
        _buffer.AsSpan(_next, _length - _next).CopyTo(_buffer);
        _length -= _next;
        _next = 0;
        var read = stream.Read(_buffer, _length, _buffer.Length - _length);
        onRead(read);
        _ended = read == 0;
        _length += read;
    }

    private void Trim()
    {
        if (_lineLength > 0 && _buffer[_lineStart + _lineLength - 1] == (byte)'\r')
        {
            _lineLength--;
        }

        if (Number == 1 && Line.StartsWith(ByteOrderMark))
        {
            _lineStart += ByteOrderMark.Length;
            _lineLength -= ByteOrderMark.Length;
        }
    }
}
