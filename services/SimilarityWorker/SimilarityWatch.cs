using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>Notices when the serving model has no lists (Redis was flushed, a promotion went unheard, a block was lost) and has them rebuilt.</summary>
internal sealed class SimilarityWatch(
    ModelCache models, SimilarityCache similarities, RebuildPlanner planner, IBus bus, IOptions<SimilarityWorkerOptions> options, TimeProvider time, ILogger<SimilarityWatch> logger)
    : Watch(options.Value.WatchInterval, time, logger)
{
    private long? _readable;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await models.ReadCurrentVersionAsync(cancellationToken) is { } version)
        {
            if (_readable != version)
            {
                foreach (var measure in SimilarityMeasures.All)
                {
                    await similarities.ForgetUnreadableAsync(measure, cancellationToken);
                }

                _readable = version;
            }

            await bus.PublishBatch(await planner.PlanAsync(version, cancellationToken), cancellationToken);
        }
    }
}
