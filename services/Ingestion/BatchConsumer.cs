using MassTransit;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>What both kinds of batches have in common.</summary>
internal abstract class BatchConsumer<TMessage>(RatingRecorder recorder, IngestionMetrics metrics, ILogger logger) : IConsumer<Batch<TMessage>>
    where TMessage : class
{
    public async Task Consume(ConsumeContext<Batch<TMessage>> context)
    {
        using var activity = context.StartBatchActivity();
        var messages = context.Message.ToList();
        metrics.Waited(context.Message);
        var (announcement, refused) = await recorder.RecordAsync([.. messages.Select(message => ToSubmission(message.Message))], context.CancellationToken);
        if (announcement is not null)
        {
            await context.Publish(announcement, context.CancellationToken);
        }

        foreach (var (index, reason) in refused)
        {
            await messages[index].ReceiveContext.DeadLetterAsync(new RejectedRatingException(reason));
            metrics.Rejected();
            logger.RatingRejected(typeof(TMessage).Name, reason);
        }
    }

    protected abstract RatingSubmission ToSubmission(TMessage message);
}
