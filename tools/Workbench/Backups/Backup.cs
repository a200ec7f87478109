using System.Globalization;
using MovieMesh.Storage.Ratings;
using Npgsql;

namespace MovieMesh.Workbench.Backups;

/// <summary>A file with all that PostgreSQL keeps of a mesh, as pg_dump writes it.</summary>
internal static class Backup
{
    private const string History = "__EFMigrationsHistory";
    private const string Suffix = "_restored";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a backup of a database in use, as of one instant. The file is written beside its place and moved there whole, readable for its owner alone: it holds password hashes.</summary>
    public static async Task WriteAsync(string connectionString, string file, CancellationToken cancellationToken)
    {
        file = Path.GetFullPath(file);
        if (Directory.Exists(file))
        {
            throw new BackupException($"{file} is a folder; name a file.");
        }

        if (Path.GetDirectoryName(file) is not { } folder || !Directory.Exists(folder))
        {
            throw new BackupException($"the folder of {file} does not exist.");
        }

        var unfinished = $"{file}.{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}.unfinished";
        try
        {
            await File.WriteAllBytesAsync(unfinished, [], cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unfinished, OwnerOnly);
            }

            await PostgresTool.RunAsync("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--file={unfinished}"], connectionString, cancellationToken);
            using (var written = File.OpenHandle(unfinished, access: FileAccess.ReadWrite))
            {
                RandomAccess.FlushToDisk(written);
            }

            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception exception) when (exception is InvalidDataException or UnauthorizedAccessException or IOException)
        {
            throw new BackupException(exception.Message);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Sees that a file is a backup of a mesh, and of none that is newer than this one.</summary>
    /// <exception cref="BackupException">It is not.</exception>
    public static async Task CheckAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new BackupException($"there is no file {file}.");
        }

        string history;
        try
        {
            history = await PostgresTool.RunAsync("pg_restore", ["--data-only", $"--table={History}", "--file=-", file], null, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new BackupException($"{file} is not a backup: {exception.Message}");
        }

        var applied = MigrationsIn(history);
        if (applied.Count == 0)
        {
            throw new BackupException($"{file} is not a backup of a mesh: it is a dump of another database.");
        }

        if (applied.Except(RatingsDatabase.Migrations, StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown)
        {
            throw new BackupException($"{file} comes from a newer version of MovieMesh, whose change '{unknown[0]}' this one does not know; restore it with that version.");
        }
    }

    /// <summary>
    /// Puts a backup in the place of a database that nobody uses. It is restored beside it and brought up to this version's schema first, so that what stands is gone
    /// only when all of the backup is there.
    /// </summary>
    public static async Task RestoreAsync(string connectionString, string file, CancellationToken cancellationToken)
    {
        await CheckAsync(file, cancellationToken);
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        var beside = new NpgsqlConnectionStringBuilder(connectionString) { Database = database + Suffix, Pooling = false }.ConnectionString;
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS \"{database}{Suffix}\" WITH (FORCE)", cancellationToken);
        await RatingsDatabase.CreateIfMissingAsync(beside, cancellationToken);
        try
        {
            await PostgresTool.RunAsync(
                "pg_restore", ["--exit-on-error", "--no-owner", "--no-privileges", $"--dbname={database}{Suffix}", file], beside, cancellationToken);
            await RatingsDatabase.MigrateAsync(beside, cancellationToken);
            NpgsqlConnection.ClearAllPools();
        }
        catch (InvalidDataException exception)
        {
            await ExecuteAsync(server, $"DROP DATABASE IF EXISTS \"{database}{Suffix}\" WITH (FORCE)", CancellationToken.None);
            throw new BackupException($"{file} could not be restored, nothing was changed: {exception.Message}");
        }

        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)", cancellationToken);
        await ExecuteAsync(server, $"ALTER DATABASE \"{database}{Suffix}\" RENAME TO \"{database}\"", CancellationToken.None);
    }

    /// <summary>The rows of the table of migrations, as COPY writes them: id, tab, version.</summary>
    private static List<string> MigrationsIn(string copy) =>
        [.. copy.Split('\n').SkipWhile(line => !line.StartsWith("COPY ", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "\\.").Select(line => line.Split('\t')[0])];

    private static async Task ExecuteAsync(NpgsqlDataSource server, string statement, CancellationToken cancellationToken)
    {
        await using var command = server.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
