using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace MovieMesh.Messaging;

/// <summary>Asks the broker how it stands with its queues, which takes no plugin of it.</summary>
public sealed class QueueDepths
{
    private readonly BrokerConnections _broker;
    private readonly MessagingOptions _options;

    internal QueueDepths(BrokerConnections broker, IOptions<MessagingOptions> options) => (_broker, _options) = (broker, options.Value);

    /// <summary>Reads the depths of some queues. Those that there are not (yet) are left out.</summary>
    /// <param name="queues">The queues.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BrokerUnavailableException">The broker did not answer within <see cref="MessagingOptions.PublishTimeout"/>.</exception>
    public async Task<IReadOnlyDictionary<string, QueueDepth>> ReadAsync(IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(_options.PublishTimeout);
        var depths = new Dictionary<string, QueueDepth>(StringComparer.Ordinal);
        try
        {
            await using var connection = await _broker.ConnectAsync("queue-depths", bounded.Token);
            var channel = await connection.CreateChannelAsync(cancellationToken: bounded.Token);
            foreach (var queue in queues)
            {
                try
                {
                    var declared = await channel.QueueDeclarePassiveAsync(queue, bounded.Token);
                    depths[queue] = new QueueDepth((int)declared.MessageCount, (int)declared.ConsumerCount);
                }
                catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
                {
                    // Asking for a queue that is not there costs the channel. The connection takes the last one with it.
                    channel = await connection.CreateChannelAsync(cancellationToken: bounded.Token);
                }
            }

            return depths;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is IOException or RabbitMQClientException or TimeoutException or OperationCanceledException)
        {
            throw new BrokerUnavailableException("The message broker does not answer.", exception);
        }
    }
}
