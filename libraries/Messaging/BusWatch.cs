using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MovieMesh.Messaging;

/// <summary>
/// Ends the process when its bus does not find its way back to a broker that answers. The broker's client may lose a connection, in the middle of closing it, without ever noticing:
/// then nothing is read or sent any more, however long one waits, and only a new process helps. Whoever watches over the process starts it again.
/// </summary>
internal sealed class BusWatch(IBusControl bus, BrokerConnections broker, IOptions<MessagingOptions> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<BusWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WatchAsync(() => bus.CheckHealth().Status == BusHealthStatus.Healthy, AnswersAsync, stoppingToken);

    /// <param name="isHealthy">Whether every queue of the bus is read.</param>
    /// <param name="answers">Whether the broker lets somebody else in.</param>
    /// <param name="stoppingToken">Ends the watch.</param>
    internal async Task WatchAsync(Func<bool> isHealthy, Func<CancellationToken, Task<bool>> answers, CancellationToken stoppingToken)
    {
        // A bus that never was healthy has been set up wrongly, and would be no better after a restart.
        var wasHealthy = false;
        long? stuckSince = null;
        using var timer = new PeriodicTimer(options.Value.StuckAfter / 4, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (isHealthy())
            {
                (wasHealthy, stuckSince) = (true, null);
            }
            else if (!wasHealthy || !await answers(stoppingToken))
            {
                stuckSince = null;
            }
            else if (time.GetElapsedTime(stuckSince ??= time.GetTimestamp()) >= options.Value.StuckAfter)
            {
                logger.BusStuck(options.Value.StuckAfter.TotalSeconds);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        try
        {
            await using var connection = await broker.ConnectAsync("bus-watch", bounded.Token);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
