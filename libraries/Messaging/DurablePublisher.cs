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
            await bus.Publish(message, context => context.Mandatory = true, bounded.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerUnavailableException("The message broker did not take the message.", exception);
        }
    }
}
