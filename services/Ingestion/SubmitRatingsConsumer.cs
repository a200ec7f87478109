using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Records messages of many ratings, a few messages at a time, in steps that hold up single ratings no longer than a moment.</summary>
internal sealed class SubmitRatingsConsumer(RatingRecorder recorder, IngestionMetrics metrics) : IConsumer<Batch<SubmitRatings>>
{
    /// <summary>The writers' lock is held for one step.</summary>
    private const int StepSize = 5_000;

    public async Task Consume(ConsumeContext<Batch<SubmitRatings>> context)
    {
        using var activity = context.StartBatchActivity();
        metrics.Waited(context.Message);
        var told = Task.CompletedTask;

        // The type promises that nothing is null; whoever wrote a message may not have known.
        var judged = context.Message.ToLookup(message => message.Message.Ratings?.All(rating => rating is not null) == true);
        foreach (var step in judged[true].SelectMany(message => message.Message.Ratings).Chunk(StepSize))
        {
            var (announcement, refused) = await recorder.RecordAsync(
                [.. step.Select(rating => new RatingSubmission(rating.UserId, rating.MovieId, rating.Stars, rating.RatedAt))], context.CancellationToken);

            // One step is announced while the next is stored.
            await told;
            if (announcement is not null)
            {
                told = context.Publish(announcement, context.CancellationToken);
            }

            // By itself each is refused again, and becomes a dead letter with its reason.
            foreach (var index in refused.Keys)
            {
                await context.Publish(step[index], context.CancellationToken);
            }
        }

        await told;
        foreach (var message in judged[false])
        {
            await message.ReceiveContext.DeadLetterAsync(new RejectedRatingException("A rating or the list of them is missing."));
            metrics.Rejected();
        }
    }
}
