using System.Runtime.InteropServices;
using System.Text;

namespace MovieMesh.Recommenders.Persistence;

/// <summary>Reads what a <see cref="ModelWriter"/> wrote. Whatever is wrong with the data ends in an <see cref="InvalidDataException"/>.</summary>
internal sealed class ModelReader(Stream source)
{
    private const int ChunkSize = 1 << 20;
    private const int LongestString = 1 << 16;

    private readonly List<IdIndex> _ids = [];
    private uint _checksum = Checksum.Start;

    public T Read<T>()
        where T : unmanaged => ReadArray<T>(1)[0];

    /// <summary>Reads a number of things that must lie between 0 and a bound.</summary>
    public int ReadCount(int most = int.MaxValue)
    {
        var count = Read<int>();
        return count >= 0 && count <= most ? count : throw new InvalidDataException($"The model is damaged: it claims a size of {count}.");
    }

    /// <summary>Reads so many elements. Memory grows with what really arrives, so that a false size cannot claim all of it.</summary>
    public T[] ReadArray<T>(int count)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Models are read and written on little-endian machines only.");
        var values = new T[Math.Min(count, ChunkSize)];
        var filled = 0;
        while (filled < count)
        {
            if (filled == values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            var bytes = MemoryMarshal.AsBytes(values.AsSpan(filled));
            if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException("The model is cut short.");
            _checksum = Checksum.Add(_checksum, bytes);
            filled = values.Length;
        }

        return values;
    }

    /// <summary>Reads ids; the parts of a model that have the same ones get the same map.</summary>
    public IdIndex ReadIds()
    {
        var ids = ReadArray<int>(ReadCount());
        if (_ids.Find(known => known.Ids.SequenceEqual(ids)) is { } before)
            return before;
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i - 1] >= ids[i])
                throw new InvalidDataException("The model is damaged: its ids are not ascending.");
        }

        _ids.Add(new IdIndex(ids));
        return _ids[^1];
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadArray<byte>(ReadCount(LongestString)));

    public void RequireChecksum()
    {
        var expected = ~_checksum;
        if (Read<uint>() != expected)
            throw new InvalidDataException("The model is damaged: its checksum does not match.");
    }
}
