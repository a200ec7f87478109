using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MovieMesh.TestServers;

/// <summary>A real Redis.</summary>
public sealed class RedisServer : TestServer
{
    private readonly RedisServer? _master;

    /// <summary>Prepares a Redis of its own.</summary>
    public RedisServer()
        : base("redis.sh")
    {
    }

    /// <summary>Prepares a replica of another one, with its password.</summary>
    public RedisServer(RedisServer master)
        : base("redis.sh", master.Password) => _master = master;

    /// <inheritdoc/>
    public override string ConnectionString => $"127.0.0.1:{Port},password={Password}";

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, string>> Settings => _master is null ? [] : [new("REPLICA_OF", $"{_master.Port}")];

    /// <summary>The connection string of this one and another, as services get it that shall follow whichever is master.</summary>
    public string ConnectionStringWith(RedisServer other) => $"127.0.0.1:{Port},127.0.0.1:{other.Port},password={Password}";

    /// <summary>Makes a replica a master, as an operator would when its master is dead.</summary>
    public Task PromoteAsync() => AskAsync("REPLICAOF NO ONE");

    /// <summary>Whether this replica has all that its master has.</summary>
    public async Task<bool> IsInStepAsync()
    {
        var (own, masters) = (await AskAsync("INFO replication"), await _master!.AskAsync("INFO replication"));
        return own.Contains("master_link_status:up", StringComparison.Ordinal) && OffsetIn(own) == OffsetIn(masters);

        static string OffsetIn(string replication) => replication.Split('\n').Single(line => line.StartsWith("master_repl_offset:", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    protected override Task<bool> AnswersAsync() => ListensAsync();

    // Not by the client that the services use, whose ways with several servers are what is tested.
    private async Task<string> AskAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\n{command}\r\nQUIT\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
