using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace MovieMesh.Messaging;

/// <summary>Asks the broker how it stands with its queues, which takes no plugin of it.</summary>
public sealed class QueueDepths : IAsyncDisposable
{
    private readonly BrokerConnections _broker;
    private readonly MessagingOptions _options;
    private readonly SemaphoreSlim _asking = new(1);
    private IConnection? _connection;

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
        await _asking.WaitAsync(cancellationToken);
        var isAnswered = false;
        try
        {
            var connection = await ConnectAsync(bounded.Token);
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
                    // Asking for a queue that is not there costs the channel.
                    channel = await connection.CreateChannelAsync(cancellationToken: bounded.Token);
                }
            }

            await channel.CloseAsync(bounded.Token);
            isAnswered = true;
            return depths;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && BrokerFaults.IsAway(exception))
        {
            throw new BrokerUnavailableException("The message broker does not answer.", exception);
        }
        finally
        {
            if (!isAnswered)
            {
                await DropAsync();
            }

            _asking.Release();
        }
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        _asking.Dispose();
    }

    /// <summary>Kept between two questions, which are cheap beside it.</summary>
    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsOpen: true })
        {
            await DropAsync();
            _connection = await _broker.ConnectAsync("queue-depths", cancellationToken);
        }

        return _connection;
    }

    private async ValueTask DropAsync()
    {
        var connection = Interlocked.Exchange(ref _connection, null);
        try
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
        catch (Exception exception) when (BrokerFaults.IsAway(exception))
        {
            // It was lost before.
        }
    }
}
