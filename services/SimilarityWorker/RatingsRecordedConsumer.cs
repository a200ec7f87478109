using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Messaging;

namespace MovieMesh.SimilarityWorker;

/// <summary>New ratings change lists; all that come within a moment are taken together.</summary>
internal sealed class RatingsRecordedConsumer(SimilarityRefresher refresher) : IConsumer<Batch<RatingsRecorded>>
{
    public async Task Consume(ConsumeContext<Batch<RatingsRecorded>> context)
    {
        using var activity = context.StartBatchActivity();
        var changed = context.Message.SelectMany(message => message.Message.Ratings).Select(rating => (rating.UserId, rating.MovieId)).ToArray();
        if (await refresher.RefreshAsync(changed, context.CancellationToken) is { } refreshed)
        {
            await context.Publish(refreshed, context.CancellationToken);
        }
    }
}
