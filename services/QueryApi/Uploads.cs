using Microsoft.Extensions.Options;
using MovieMesh.Datasets;

namespace MovieMesh.QueryApi;

/// <summary>Data sets on their way from a client to Ingestion, each in a folder of its own.</summary>
internal sealed class Uploads(IOptions<ImportOptions> options)
{
    private const string DefaultName = "upload";

    public bool AreOn => !string.IsNullOrEmpty(options.Value.Folder);

    /// <summary>Keeps a zip and sees whether it is a data set.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="DatasetException">It is none; nothing of it is kept.</exception>
    public async Task<string> KeepAsync(Guid importId, string? name, Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(FolderOf(importId)).FullName, $"{SafeName(name)}.zip");
        try
        {
            await using (var file = new FileStream(path, FileMode.CreateNew))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            Dataset.Open(path).Dispose();
            return path;
        }
        catch (DatasetException exception)
        {
            Forget(importId);

            // Where the gateway keeps it is nobody's business.
            throw new DatasetException(exception.Message.Replace(path, Path.GetFileName(path), StringComparison.Ordinal), exception);
        }
        catch
        {
            Forget(importId);
            throw;
        }
    }

    /// <summary>Deletes what was kept for an import, if anything was.</summary>
    public void Forget(Guid importId)
    {
        if (AreOn && Directory.Exists(FolderOf(importId)))
        {
            Directory.Delete(FolderOf(importId), recursive: true);
        }
    }

    private static string SafeName(string? name)
    {
        var letters = Path.GetFileNameWithoutExtension(name ?? "").Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(60).ToArray();
        return letters.Length == 0 ? DefaultName : new string(letters);
    }

    private string FolderOf(Guid importId) => Path.Combine(options.Value.Folder!, importId.ToString("N"));
}
