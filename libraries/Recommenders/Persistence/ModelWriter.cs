using System.Runtime.InteropServices;
using System.Text;

namespace MovieMesh.Recommenders.Persistence;

/// <summary>Writes the parts of a model one after another, little-endian, with a CRC-32C of them all at the end; see <see cref="ModelReader"/>.</summary>
/// <exception cref="PlatformNotSupportedException">The machine is not little-endian.</exception>
internal sealed class ModelWriter(Stream target)
{
    private uint _checksum = Checksum.Start;

    public void Write<T>(T value)
        where T : unmanaged => WriteArray(MemoryMarshal.CreateReadOnlySpan(in value, 1));

    /// <summary>Writes the elements and not their number.</summary>
    public void WriteArray<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Models are read and written on little-endian machines only.");
        var bytes = MemoryMarshal.AsBytes(values);
        _checksum = Checksum.Add(_checksum, bytes);
        target.Write(bytes);
    }

    public void WriteIds(IdIndex ids)
    {
        Write(ids.Count);
        WriteArray(ids.Ids);
    }

    public void WriteString(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        WriteArray<byte>(bytes);
    }

    public void WriteChecksum() => Write(~_checksum);
}
