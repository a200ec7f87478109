using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>
/// Holds each attempt to connect until a node of the broker listens, and says which. The bus's own attempts lie up to half a minute apart once a broker has been away
/// for a while, and that interval cannot be set; and of a cluster's nodes each attempt would try but one.
/// </summary>
internal sealed class BrokerWatch(BrokerAddress broker, IHostApplicationLifetime lifetime, ILogger<BrokerWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<AmqpTcpEndpoint> FindAsync()
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (await FindListeningAsync(lifetime.ApplicationStopping) is { } node)
            {
                return node;
            }

            if (isFirst)
            {
                logger.BrokerAway(string.Join(',', broker.Nodes.Select(node => $"{node.HostName}:{node.Port}")));
            }

            await Task.Delay(Interval, lifetime.ApplicationStopping);
        }
    }

    private async Task<AmqpTcpEndpoint?> FindListeningAsync(CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);

        // In any order, so that many processes spread over the nodes.
        var nodes = broker.Nodes.ToArray();
        Random.Shared.Shuffle(nodes);
        var attempts = nodes.Select(node => ListensAsync(node, bounded.Token)).ToArray();
        AmqpTcpEndpoint? found = null;
        await foreach (var attempt in Task.WhenEach(attempts))
        {
            if (await attempt is { } listening)
            {
                found ??= listening;
                await bounded.CancelAsync();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return found;
    }

    private static async Task<AmqpTcpEndpoint?> ListensAsync(AmqpTcpEndpoint node, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(node.HostName, node.Port, cancellationToken);
            return node;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
