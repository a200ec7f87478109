using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.SimilarityWorker;

/// <summary>New lists serve: what was rated while they were computed is put in place. The measures of one pass come within a moment and are taken together.</summary>
internal sealed class SimilaritiesPublishedConsumer(SimilarityRefresher refresher) : IConsumer<Batch<SimilaritiesPublished>>
{
    public async Task Consume(ConsumeContext<Batch<SimilaritiesPublished>> context)
    {
        foreach (var version in context.Message.Select(message => message.Message).GroupBy(published => published.Version, published => published.Measure))
        {
            if (await refresher.CatchUpAsync(version.Key, version, context.CancellationToken) is { } refreshed)
            {
                await context.Publish(refreshed, context.CancellationToken);
            }
        }
    }
}
