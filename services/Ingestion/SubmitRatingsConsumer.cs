using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Records messages of many ratings, a few messages at a time, in steps that hold up single ratings no longer than a moment.</summary>
internal sealed class SubmitRatingsConsumer(RatingRecorder recorder, IngestionMetrics metrics) : IConsumer<Batch<SubmitRatings>>
{
    /// <summary>The writers' lock is held for one step.</summary>
    private const int StepSize = 5_000;

    public async Task Consume(ConsumeContext<Batch<SubmitRatings>> context)
    {
        var told = Task.CompletedTask;
        var ratings = new List<SubmitRating>();
        foreach (var message in context.Message)
        {
            // The type promises that nothing is null; whoever wrote the message may not have known.
            if (message.Message.Ratings is { } those && those.All(rating => rating is not null))
            {
                ratings.AddRange(those);
            }
            else
            {
                await message.ReceiveContext.RefuseAsync("A rating or the list of them is missing.");
                metrics.Rejected();
            }
        }

        foreach (var step in ratings.Chunk(StepSize))
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
    }
}
