using MovieMesh.TestServers;
using Npgsql;

namespace MovieMesh.AppHost.Tests;

/// <summary>The servers' scripts, and what the AppHost remembers of the servers.</summary>
public sealed class NativeServersTests
{
    [Fact]
    public void Of_SecondLoad_KeepsPortAndPassword()
    {
        var home = Directory.CreateTempSubdirectory("moviemesh-servers-").FullName;
        try
        {
            var first = new NativeServers(new KeptSettings(home)).Of("postgres");

            Assert.Equal(first, new NativeServers(new KeptSettings(home)).Of("postgres"));
            Assert.NotEqual(first, new NativeServers(new KeptSettings(home)).Of("redis"));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(home, "servers.json")));
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task Postgres_KilledAndStartedAgain_KeepsWhatWasCommitted()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        await ExecuteAsync(server, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)");

        await server.KillAsync();
        await server.StartAsync();

        Assert.Equal(42, await ExecuteAsync(server, "SELECT id FROM kept"));
        Assert.Equal("on/on", await ExecuteAsync(server, "SELECT current_setting('fsync') || '/' || current_setting('synchronous_commit')"));
        Assert.Equal("127.0.0.1", await ExecuteAsync(server, "SELECT current_setting('listen_addresses')"));
    }

    [Fact]
    public async Task Postgres_WrongPassword_IsRefused()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false }.ConnectionString);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, exception.SqlState);
    }

    [Fact]
    public async Task RabbitMq_Killed_LeavesNoProcessAndStartsAgain()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        var port = new Uri(server.ConnectionString).Port;
        var processes = ProcessesOf(server.Folder);
        Assert.True(processes.Count >= 2, "the node and its name server were expected");

        await server.KillAsync();
        await Eventually.HoldsAsync(() => ProcessesOf(server.Folder).Count == 0);
        await server.StartAsync();

        Assert.Equal(port, new Uri(server.ConnectionString).Port);
    }

    private static async Task<object?> ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static List<string> ProcessesOf(string folder) => [.. Directory.EnumerateDirectories("/proc").Where(process => WorksIn(process, folder))];

    private static bool WorksIn(string process, string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
