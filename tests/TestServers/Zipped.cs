using System.IO.Compression;

namespace MovieMesh.TestServers;

/// <summary>Zips in memory, as somebody would upload them.</summary>
public static class Zipped
{
    /// <summary>A zip of text files.</summary>
    public static byte[] Of(params IReadOnlyList<(string Name, string Text)> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
