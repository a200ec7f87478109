using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>Notices when the serving model has no lists (Redis was flushed, a promotion went unheard, a block was lost) and has them rebuilt.</summary>
internal sealed class SimilarityWatch(
    ModelCache models, RebuildPlanner planner, IBus bus, IOptions<SimilarityWorkerOptions> options, TimeProvider time, ILogger<SimilarityWatch> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WatchInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await models.ReadCurrentVersionAsync(stoppingToken) is { } version)
                {
                    await bus.PublishBatch(await planner.PlanAsync(version, stoppingToken), stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the next look may go well; a watch that ends takes the whole service with it.
                Log.WatchFailed(logger, exception.Message);
            }
        }
    }
}
