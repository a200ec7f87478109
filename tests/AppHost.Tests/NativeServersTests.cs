using System.Net;
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

    [Fact]
    public async Task Servers_Running_ListenOnTheLoopbackAddressAlone()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var server in (TestServer[])[new PostgresServer(), new RedisServer(), new RabbitMqServer()])
        {
            await using (server)
            {
                await server.StartAsync();
                var sockets = ProcessesOf(server.Folder).SelectMany(SocketsOf).ToHashSet(StringComparer.Ordinal);
                var addresses = ((string[])["tcp", "tcp6", "udp", "udp6"]).SelectMany(protocol => ListenersIn(protocol, sockets)).ToList();

                // The node, its name server, and what other nodes would call.
                Assert.True(addresses.Count >= (server is RabbitMqServer ? 3 : 1), $"{server.GetType().Name} listens on {string.Join(", ", addresses)} alone.");
                Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address), $"{server.GetType().Name} listens on {address}."));
            }
        }
    }

    [Fact]
    public async Task Redis_WithoutPassword_IsRefused()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var client = new System.Net.Sockets.TcpClient();
        var address = redis.ConnectionString.Split(',')[0].Split(':');
        await client.ConnectAsync(address[0], int.Parse(address[1], System.Globalization.CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("GET model:current\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("-NOAUTH", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>The numbers of the sockets that a process has open.</summary>
    private static IEnumerable<string> SocketsOf(string process)
    {
        const string Socket = "socket:[";
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Select(file => new FileInfo(file).LinkTarget ?? "").Where(target => target.StartsWith(Socket, StringComparison.Ordinal)).Select(target => target[Socket.Length..^1])];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<IPAddress> ListenersIn(string protocol, HashSet<string> sockets)
    {
        const string Listening = "0A";
        const int WordDigits = 8;
        foreach (var line in File.ReadLines($"/proc/net/{protocol}").Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (sockets.Contains(fields[9]) && (fields[3] == Listening || protocol.StartsWith("udp", StringComparison.Ordinal)))
            {
                // Each four bytes stand the other way round.
                var words = fields[1].Split(':')[0].Chunk(WordDigits).SelectMany(word => Convert.FromHexString(word).Reverse());
                yield return new IPAddress([.. words]);
            }
        }
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
