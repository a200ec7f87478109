using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.SimilarityWorker;

/// <summary>Computes one block; whoever writes the last one publishes the lists.</summary>
internal sealed class ComputeSimilaritiesConsumer(SimilarityBuilder builder) : IConsumer<ComputeSimilarities>
{
    public async Task Consume(ConsumeContext<ComputeSimilarities> context)
    {
        var isRepeated = context.ReceiveContext.Redelivered || context.GetRetryAttempt() > 0;
        foreach (var published in await builder.BuildAsync(context.Message, isRepeated, context.CancellationToken))
        {
            await context.Publish(published);
        }
    }
}
