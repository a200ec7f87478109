namespace MovieMesh.Datasets;

/// <summary>Ends a zip that unpacks to more than it declares.</summary>
internal sealed class BoundedStream(Stream inner, string name, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = inner.Read(buffer, offset, count);
            _position += read;
            return _position <= length ? read : throw new DatasetException($"{name}: it unpacks to more than the zip declares.");
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException($"{name}: the zip is damaged here.", exception);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
