using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MovieMesh.Messaging;

/// <summary>
/// Holds each attempt to connect until somebody listens at the broker's address. The bus's own attempts lie up to half a minute apart once a broker has been away
/// for a while, and that interval cannot be set.
/// </summary>
internal sealed class BrokerWatch(BrokerAddress broker, IHostApplicationLifetime lifetime, ILogger<BrokerWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task WaitUntilItListensAsync()
    {
        for (var isFirst = true; !await ListensAsync(lifetime.ApplicationStopping); isFirst = false)
        {
            if (isFirst)
            {
                logger.BrokerAway(broker.Host, broker.Port);
            }

            await Task.Delay(Interval, lifetime.ApplicationStopping);
        }
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(broker.Host, broker.Port, bounded.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
