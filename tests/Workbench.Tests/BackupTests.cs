using MovieMesh.Datasets;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using MovieMesh.Workbench.Backups;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace MovieMesh.Workbench.Tests;

public sealed class BackupTests(Servers servers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("moviemesh-backup-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_AfterLaterChanges_BringsBackEveryRowAndTheNumbersGoOn()
    {
        var database = await CreateAsync();
        var file = Path.Combine(_folder, "mesh.backup");
        Assert.Equal(0, await RunAsync(BackupCommand.Create(), file, "--database", database));
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        var (before, newest) = (await ContentAsync(source), (await new RatingStore(source).CountChangesAsync(0, Token)).LastSequence);
        await RateAsync(source, 5, DateTimeOffset.UtcNow);
        Assert.NotEqual(before, await ContentAsync(source));

        Assert.Equal(0, await RunAsync(RestoreCommand.Create(), file, "--database", database));

        Assert.Equal(before, await ContentAsync(source));
        Assert.True((await RateAsync(source, 1, DateTimeOffset.UtcNow)).Changes.Single().Sequence > newest);
        Assert.Equal([file], Directory.GetFiles(_folder));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Restore_OfWhatIsNoBackupOfThisVersion_IsRefusedAndChangesNothing()
    {
        var database = await CreateAsync();
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        var before = await ContentAsync(source);
        var text = Path.Combine(_folder, "text");
        await File.WriteAllTextAsync(text, "CREATE TABLE ratings (id int);", Token);
        var foreign = Path.Combine(_folder, "foreign");
        await PostgresTool.RunAsync("pg_dump", ["--format=custom", $"--file={foreign}"], new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ConnectionString, Token);
        var newer = Path.Combine(_folder, "newer");
        var future = await CreateAsync();
        await using (var later = NpgsqlDataSource.Create(future + ";Pooling=false"))
        await using (var insert = later.CreateCommand("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_TimeTravel', '10')"""))
        {
            await insert.ExecuteNonQueryAsync(Token);
        }

        await Backup.WriteAsync(future, newer, Token);

        foreach (var (file, words) in new[] { (Path.Combine(_folder, "none"), "there is no file"), (text, "is not a backup:"), (foreign, "dump of another database"), (newer, "newer version") })
        {
            var refused = await Assert.ThrowsAsync<BackupException>(() => Backup.RestoreAsync(database, file, Token));
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
            Assert.Equal(1, await RunAsync(RestoreCommand.Create(), file, "--check"));
        }

        Assert.Equal(before, await ContentAsync(source));
    }

    [Fact]
    public async Task Restore_OfACutBackup_IsRefusedAndChangesNothing()
    {
        var database = await CreateAsync();
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        var before = await ContentAsync(source);
        var file = Path.Combine(_folder, "cut");
        await Backup.WriteAsync(database, file, Token);
        await using (var cut = File.OpenWrite(file))
        {
            cut.SetLength(cut.Length - 200);
        }

        await Assert.ThrowsAsync<BackupException>(() => Backup.RestoreAsync(database, file, Token));

        Assert.Equal(before, await ContentAsync(source));
    }

    [Fact]
    public async Task Backup_ThatCannotBeMade_LeavesTheOldOneAndNothingElse()
    {
        var file = Path.Combine(_folder, "mesh.backup");
        await File.WriteAllTextAsync(file, "old", Token);

        Assert.Equal(1, await RunAsync(BackupCommand.Create(), file, "--database", "Host=127.0.0.1;Port=1;Username=nobody;Password=x;Database=none"));
        Assert.Equal(1, await RunAsync(BackupCommand.Create(), Path.Combine(_folder, "none", "mesh.backup"), "--database", "Host=127.0.0.1;Port=1"));

        Assert.Equal([file], Directory.GetFiles(_folder));
        Assert.Equal("old", await File.ReadAllTextAsync(file, Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<int> RunAsync(System.CommandLine.Command command, params string[] arguments) => command.Parse(arguments).InvokeAsync(cancellationToken: Token);

    private async Task<string> CreateAsync()
    {
        var database = (await servers.Postgres).NewDatabase();
        await RatingsDatabase.CreateIfMissingAsync(database, Token);
        await RatingsDatabase.MigrateAsync(database, Token);
        var set = Path.Combine(_folder, "set");
        await DatasetGenerator.GenerateAsync(new GeneratorShape("tiny", 100, 500, 4_000), set, 3, progress: null, Token);
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        using (var dataset = Dataset.Open(set))
        {
            await new DatasetImporter(source).ImportAsync(dataset, _ => Task.CompletedTask, Token);
        }

        Directory.Delete(set, recursive: true);
        return database;
    }

    private static async Task<RecordedBatch> RateAsync(NpgsqlDataSource source, float stars, DateTimeOffset at) =>
        await new RatingStore(source).RecordAsync([new RatingSubmission(7, await AnyMovieAsync(source), stars, at)], Token);

    private static async Task<int> AnyMovieAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT min(id) FROM movies");
        return (int)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task<string> ContentAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            SELECT (SELECT string_agg(ratings::text, ';' ORDER BY user_id, movie_id) FROM ratings)
                || (SELECT string_agg(movies::text, ';' ORDER BY id) FROM movies)
                || (SELECT string_agg(movie_statistics::text, ';' ORDER BY movie_id) FROM movie_statistics)
            """);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
