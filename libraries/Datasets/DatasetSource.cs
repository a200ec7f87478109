using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace MovieMesh.Datasets;

/// <summary>Finds the one data set at a path and hands out its files. A zip is read in place, so nothing it names is ever written anywhere.</summary>
internal sealed class DatasetSource : IDisposable
{
    /// <summary>The largest MovieLens file is under 1 GB.</summary>
    private const long MaxFileLength = 8L << 30;

    /// <summary>MovieLens packs to about a quarter; a zip bomb to a thousandth.</summary>
    private const long MaxRatio = 200;

    private static readonly (DatasetFormat Format, string[] Needed)[] Formats =
    [
        (DatasetFormat.Csv, ["movies.csv", "ratings.csv"]),
        (DatasetFormat.DoubleColon, ["movies.dat", "ratings.dat"]),
        (DatasetFormat.TabsAndPipes, ["u.item", "u.data"]),
    ];

    private readonly ZipArchive? _zip;

    private DatasetSource(string name, DatasetFormat format, IReadOnlyDictionary<string, DatasetFile> files, ZipArchive? zip)
    {
        Name = name;
        Format = format;
        Files = files;
        _zip = zip;
    }

    public string Name { get; }

    public DatasetFormat Format { get; }

    public IReadOnlyDictionary<string, DatasetFile> Files { get; }

    public static DatasetSource Open(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                return OpenZip(path) ?? throw new DatasetException($"{path}: the zip holds no MovieLens data set (movies.csv and ratings.csv, movies.dat and ratings.dat, or u.item and u.data).");
            }

            return Directory.Exists(path) ? OpenFolder(path) : throw new DatasetException($"{path}: there is no such file or folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: it cannot be read: {exception.Message}", exception);
        }
    }

    public void Dispose() => _zip?.Dispose();

    private static DatasetSource OpenFolder(string path)
    {
        if (TryFolder(path) is { } source)
        {
            return source;
        }

        var folders = Directory.GetDirectories(path).Order(StringComparer.Ordinal).Select(folder => (Path: folder, Source: TryFolder(folder)));
        var zips = Directory.GetFiles(path, "*.zip").Order(StringComparer.Ordinal).Select(zip => (Path: zip, Source: OpenZip(zip)));
        var found = folders.Concat(zips).Where(candidate => candidate.Source is not null).ToList();
        if (found.Count == 1)
        {
            return found[0].Source!;
        }

        found.ForEach(candidate => candidate.Source!.Dispose());
        throw new DatasetException(found.Count == 0
            ? $"{path}: the folder holds no MovieLens data set (movies.csv and ratings.csv, movies.dat and ratings.dat, or u.item and u.data)."
            : $"{path}: the folder holds several data sets, name one of them: {string.Join(", ", found.Select(candidate => Path.GetFileName(candidate.Path)))}");
    }

    private static DatasetSource? TryFolder(string path)
    {
        var files = Directory.GetFiles(path)
            .Select(file => new DatasetFile(Path.GetFileName(file), new FileInfo(file).Length, () => File.OpenRead(file), () => Hash(file)))
            .ToList();
        return TryFiles(new DirectoryInfo(path).Name, files, null);
    }

    private static DatasetSource? OpenZip(string path)
    {
        ZipArchive zip;
        try
        {
            zip = ZipFile.OpenRead(path);
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException($"{path}: it is no zip, or a damaged one.", exception);
        }

        foreach (var folder in zip.Entries.Where(entry => entry.Name.Length > 0).GroupBy(entry => entry.FullName[..^entry.Name.Length].TrimEnd('/')))
        {
            var name = folder.Key.Length == 0 ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(folder.Key);
            if (TryFiles(name, [.. folder.Select(ToFile)], zip) is { } source)
            {
                return source;
            }
        }

        zip.Dispose();
        return null;
    }

    private static DatasetFile ToFile(ZipArchiveEntry entry) => new(
        entry.Name,
        entry.Length,
        () => entry.Length <= MaxFileLength && entry.Length / MaxRatio <= entry.CompressedLength
            ? new BoundedStream(entry.Open(), entry.Name, entry.Length)
            : throw new DatasetException($"{entry.Name}: it would unpack to {entry.Length} bytes from {entry.CompressedLength}, which no data set does."),
        () => entry.Crc32.ToString("x8", CultureInfo.InvariantCulture));

    private static DatasetSource? TryFiles(string name, IReadOnlyList<DatasetFile> files, ZipArchive? zip)
    {
        var byName = new Dictionary<string, DatasetFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            byName.TryAdd(file.Name, file);
        }

        foreach (var (format, needed) in Formats)
        {
            if (needed.All(byName.ContainsKey))
            {
                return new DatasetSource(name, format, byName, zip);
            }
        }

        return null;
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
