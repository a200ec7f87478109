using MassTransit;
using Microsoft.Extensions.Options;

namespace MovieMesh.Messaging;

/// <summary>Mandatory publish: RabbitMQ returns a message that no queue would take, and MassTransit turns that into an exception.</summary>
internal sealed class DurablePublisher(IBus bus, IOptions<MessagingOptions> options) : IDurablePublisher
{
    public async Task PublishAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(options.Value.PublishTimeout);
        try
        {
            // Not every stage of a publish looks at its token: while a channel is being made anew, only the wait itself can be bounded.
            await bus.Publish(message, context => context.Mandatory = true, bounded.Token).WaitAsync(bounded.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerUnavailableException("The message broker did not take the message.", exception);
        }
    }
}
