using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Keeps the dead letters of all services where people can look at them.</summary>
internal sealed class DeadLetterKeeper(DeadLetterStore store, IBus bus, ILogger<DeadLetterKeeper> logger) : IDeadLetterKeeper
{
    public async Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var message = letter.Message;
        await store.KeepAsync(
            new StoredDeadLetter
            {
                Id = letter.Id,
                Queue = message.Queue,
                MessageId = message.MessageId,
                MessageType = letter.MessageType,
                ContentType = message.ContentType,
                Headers = message.Headers,
                Body = message.Body.ToArray(),
                Size = letter.Size,
                ExceptionType = letter.ExceptionType,
                Reason = letter.Reason,
                StackTrace = letter.StackTrace,
                TraceId = letter.TraceId,
                FailedAt = letter.FailedAt,
            },
            cancellationToken);
        logger.LetterKept(letter.Id, message.Queue, letter.Reason);
        await bus.Publish(new DeadLettersChanged { Change = "arrived", Letters = 1, Queue = message.Queue }, cancellationToken);
    }
}
