using System.IO.Compression;
using System.Text;

namespace MovieMesh.Datasets.Tests;

/// <summary>A folder that vanishes with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"moviemesh-{Guid.NewGuid():N}");

    public string Write(string name, string text, Encoding? encoding = null)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    /// <summary>A CSV set in a subfolder of this name.</summary>
    public string WriteCsv(string ratings, string movies = "1,Toy Story (1995),Adventure|Children\n2,\"Matrix, The (1999)\",Action\n", string folder = "ml-test")
    {
        Write($"{folder}/movies.csv", "movieId,title,genres\n" + movies);
        Write($"{folder}/ratings.csv", "userId,movieId,rating,timestamp\n" + ratings);
        return System.IO.Path.Combine(Path, folder);
    }

    public string Zip(string name)
    {
        var zip = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"moviemesh-{Guid.NewGuid():N}.zip");
        ZipFile.CreateFromDirectory(Path, zip);
        var target = System.IO.Path.Combine(Path, name);
        File.Move(zip, target);
        return target;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
