using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.SimilarityWorker;

/// <summary>Computes one block; whoever writes the last one publishes the lists.</summary>
internal sealed class ComputeSimilaritiesConsumer(SimilarityBuilder builder, SimilarityRefresher refresher) : IConsumer<ComputeSimilarities>
{
    public async Task Consume(ConsumeContext<ComputeSimilarities> context)
    {
        var isRepeated = context.ReceiveContext.Redelivered || context.GetRetryAttempt() > 0;
        var completed = await builder.BuildAsync(context.Message, isRepeated, context.CancellationToken);
        foreach (var published in completed)
        {
            await context.Publish(published);
        }

        // Ratings that came while the lists were computed are in some blocks only.
        if (completed.Count > 0 && await refresher.CatchUpAsync(context.Message.Version, completed.Select(one => one.Measure), context.CancellationToken) is { } refreshed)
        {
            await context.Publish(refreshed);
        }
    }
}
