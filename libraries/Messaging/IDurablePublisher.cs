namespace MovieMesh.Messaging;

/// <summary>Publishes what must not be lost.</summary>
public interface IDurablePublisher
{
    /// <summary>Returns once the broker has confirmed that the message stands in at least one durable queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may or may not have been taken.</param>
    /// <exception cref="BrokerUnavailableException">
    /// The broker did not confirm within <see cref="MessagingOptions.PublishTimeout"/>, or no queue would take the message. It may still have been taken when the
    /// confirm alone was lost, so consumers must be idempotent.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task PublishAsync<T>(T message, CancellationToken cancellationToken)
        where T : class;
}
