using System.CommandLine;
using System.Security.Cryptography;
using MovieMesh.Datasets;

namespace MovieMesh.Workbench;

/// <summary><c>dataset</c>: finds the data set to start with, and sees that it is one.</summary>
internal static class DatasetCommand
{
    /// <summary>The exit code that says: no network, nothing cached.</summary>
    private const int Unavailable = 4;

    /// <summary>MovieLens ml-latest-small as published in September 2018.</summary>
    private const string Sha256 = "696d65a3dfceac7c45750ad32df2c259311949efec81f0f144fdfb91ebc9e436";

    private static readonly Uri Publisher = new("https://files.grouplens.org/datasets/movielens/ml-latest-small.zip");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var path = new Option<string?>("--path") { Description = "A data set of one's own: a zip, or a folder." };
        var cache = new Option<string>("--cache") { Description = "The folder that keeps the downloaded one.", Required = true };
        var command = new Command("dataset", "Prints the full path of the data set: the one named, or MovieLens ml-latest-small from its publisher.") { path, cache };
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var found = result.GetValue(path) is { } named ? Path.GetFullPath(named) : await DownloadAsync(result.GetValue(cache)!, cancellationToken);
                using var dataset = Dataset.Open(found);
                Console.WriteLine(found);
                return 0;
            }
            catch (DatasetException exception)
            {
                await Console.Error.WriteLineAsync($"mesh: {exception.Message}");
                return 1;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"mesh: {Publisher.Host} gave no data set ({exception.Message})");
                return Unavailable;
            }
        });
        return command;
    }

    private static async Task<string> DownloadAsync(string cache, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Path.GetFullPath(cache), "ml-latest-small.zip");
        if (File.Exists(file) && IsGenuine(await File.ReadAllBytesAsync(file, cancellationToken)))
        {
            return file;
        }

        using var http = new HttpClient { Timeout = Patience };
        var content = await http.GetByteArrayAsync(Publisher, cancellationToken);
        if (!IsGenuine(content))
        {
            throw new HttpRequestException("its checksum is not the expected one");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync($"{file}.new", content, cancellationToken);
        File.Move($"{file}.new", file, overwrite: true);
        return file;
    }

    private static bool IsGenuine(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content)) == Sha256;
}
