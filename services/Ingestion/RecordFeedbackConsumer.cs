using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Stores what users did with movies, a batch at a time; what makes no sense is dead-lettered alone.</summary>
internal sealed class RecordFeedbackConsumer(FeedbackStore store, SubmissionTimes times, IngestionMetrics metrics, ILogger<RecordFeedbackConsumer> logger) : IConsumer<Batch<RecordFeedback>>
{
    public async Task Consume(ConsumeContext<Batch<RecordFeedback>> context)
    {
        using var activity = context.StartBatchActivity();
        var judged = context.Message.ToLookup(message => Refuse(message.Message));
        await store.RecordAsync(
            [.. judged[null].Select(message => message.Message).Select(given => new StoredFeedback(given.UserId, given.MovieId, given.Kind.ToString(), given.GivenAt, given.IsWithdrawn))],
            context.CancellationToken);

        // After the rest is stored, for until then all may be tried again.
        foreach (var refused in judged.Where(group => group.Key is not null))
        {
            foreach (var message in refused)
            {
                await message.ReceiveContext.DeadLetterAsync(new RejectedRatingException(refused.Key!));
                metrics.Rejected();
                logger.RatingRejected(nameof(RecordFeedback), refused.Key!);
            }
        }
    }

    private string? Refuse(RecordFeedback given) =>
        given.UserId < 1 ? $"The user id {given.UserId} is not positive."
        : !Enum.IsDefined(given.Kind) ? $"There is no feedback of the kind {given.Kind}."
        : times.Refuse(given.GivenAt);
}
