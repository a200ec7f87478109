using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MovieMesh.ServiceDefaults;

/// <summary>Looks at the stores again and again, whatever goes wrong.</summary>
public abstract class Watch(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>The clock it goes by.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Where it says what it found.</summary>
    protected ILogger Logger { get; } = logger;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The next look may go well; a watch that ends takes the whole service with it.
                Log.WatchFailed(Logger, exception.Message);
            }
        }
    }

    /// <summary>One look.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);
}
