using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Stores what users did with movies, a batch at a time.</summary>
internal sealed class RecordFeedbackConsumer(FeedbackStore store) : IConsumer<Batch<RecordFeedback>>
{
    public async Task Consume(ConsumeContext<Batch<RecordFeedback>> context)
    {
        using var activity = context.StartBatchActivity();
        await store.RecordAsync(
            [.. context.Message.Select(message => message.Message).Select(given => new StoredFeedback(given.UserId, given.MovieId, given.Kind.ToString(), given.GivenAt, given.IsWithdrawn))],
            context.CancellationToken);
    }
}
