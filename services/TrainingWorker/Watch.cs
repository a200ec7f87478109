namespace MovieMesh.TrainingWorker;

/// <summary>Looks at the stores again and again, whatever goes wrong.</summary>
internal abstract class Watch(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time { get; } = time;

    protected ILogger Logger { get; } = logger;

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

    protected abstract Task LookAsync(CancellationToken cancellationToken);
}
