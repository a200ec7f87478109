using System.Diagnostics;
using System.Text.Json;

namespace MovieMesh.TestServers;

/// <summary>A real RabbitMQ of three nodes on this machine.</summary>
public sealed class RabbitMqCluster : IAsyncDisposable
{
    private readonly NameServer _names = new();
    private readonly RabbitMqServer[] _nodes;

    /// <summary>Prepares a cluster.</summary>
    public RabbitMqCluster()
    {
        var (password, cookie) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");
        _nodes = [.. Enumerable.Range(0, 3).Select(node => new RabbitMqServer(password,
        [
            new("CLUSTER_NODE", NameOf(node)),
            new("CLUSTER_COOKIE", cookie),
            new("CLUSTER_EPMD_PORT", $"{_names.Port}"),
            new("CLUSTER_SEED", node == 0 ? "" : NameOf(0)),
        ]))];
    }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<RabbitMqServer> Nodes => _nodes;

    /// <summary>The connection string with all nodes, as services get it.</summary>
    public string ConnectionString => $"amqp://moviemesh:{_nodes[0].Password}@{string.Join(',', _nodes.Select(node => $"127.0.0.1:{node.Port}"))}";

    /// <summary>Starts the cluster and waits until each node answers.</summary>
    public async Task StartAsync()
    {
        await _names.StartAsync();
        await _nodes[0].StartAsync();
        await Task.WhenAll(_nodes.Skip(1).Select(node => node.StartAsync()));
    }

    /// <summary>The quorum queues, each with the number of nodes that keep it.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountMembersAsync()
    {
        var asServer = Environment.IsPrivilegedProcess ? new[] { "--reuid", "rabbitmq", "--regid", "rabbitmq", "--init-groups" } : [];
        var start = new ProcessStartInfo(
            "setpriv",
            [.. asServer, "/usr/lib/rabbitmq/bin/rabbitmqctl", "--quiet", "--node", $"{NameOf(0)}@localhost", "--formatter", "json", "list_queues", "name", "type", "members"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
            Environment = { ["HOME"] = Path.Combine(_nodes[0].Folder, "data"), ["ERL_EPMD_PORT"] = $"{_names.Port}" },
        };
        using var control = Process.Start(start)!;
        var errors = control.StandardError.ReadToEndAsync();
        var output = await control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl ended with exit code {control.ExitCode}:\n{output}\n{await errors}");
        }

        using var queues = JsonDocument.Parse(output);
        return queues.RootElement.EnumerateArray().Where(queue => queue.GetProperty("type").GetString() == "quorum")
            .ToDictionary(queue => queue.GetProperty("name").GetString()!, queue => queue.GetProperty("members").GetArrayLength(), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await _names.DisposeAsync();
    }

    private static string NameOf(int node) => $"moviemesh{node + 1}";
}
