using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Stores what users did with movies, a batch at a time; what makes no sense is dead-lettered alone.</summary>
internal sealed class RecordFeedbackConsumer(FeedbackStore store, SubmissionTimes times, IngestionMetrics metrics, ILogger<RecordFeedbackConsumer> logger) : IConsumer<Batch<RecordFeedback>>
{
    public async Task Consume(ConsumeContext<Batch<RecordFeedback>> context)
    {
        var fit = new List<StoredFeedback>();
        foreach (var message in context.Message)
        {
            var given = message.Message;
            if (Refuse(given) is { } reason)
            {
                await message.ReceiveContext.RefuseAsync(reason);
                metrics.Rejected();
                logger.RatingRejected(nameof(RecordFeedback), reason);
            }
            else
            {
                fit.Add(new StoredFeedback(given.UserId, given.MovieId, given.Kind.ToString(), given.GivenAt));
            }
        }

        await store.RecordAsync(fit, context.CancellationToken);
    }

    private string? Refuse(RecordFeedback given) =>
        given.UserId < 1 ? $"The user id {given.UserId} is not positive."
        : !Enum.IsDefined(given.Kind) ? $"There is no feedback of the kind {given.Kind}."
        : times.Refuse(given.GivenAt);
}
