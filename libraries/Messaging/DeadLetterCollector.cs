using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace MovieMesh.Messaging;

/// <summary>
/// Hands each letter of the queue to the keeper, and takes it out of the queue once it is kept. While letters cannot be kept, they wait. Past the bus, because what is
/// in a letter is no message that the bus could read.
/// </summary>
internal sealed class DeadLetterCollector(
    BrokerConnections broker, BrokerWatch watch, IDeadLetterKeeper keeper, IOptions<MessagingOptions> options, TimeProvider time, ILogger<DeadLetterCollector> logger)
    : BackgroundService
{
    private const ushort TakenAhead = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _ = await watch.FindAsync();
                await CollectAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested && BrokerFaults.IsAway(exception))
            {
                logger.CollectingBroke(exception.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(FirstPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CollectAsync(CancellationToken stoppingToken)
    {
        await using var connection = await broker.ConnectAsync(DeadLetterQueue.Name, stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) => End();
        await DeadLetterQueue.DeclareAsync(channel, stoppingToken);
        await channel.BasicQosAsync(0, TakenAhead, global: false, stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.UnregisteredAsync += (_, _) => End();
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await KeepAsync(DeadLetterReader.Read(delivery.BasicProperties, delivery.Body, options.Value.LargestMessage, time.GetUtcNow()), ended.Token);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, ended.Token);
        };
        await channel.BasicConsumeAsync(DeadLetterQueue.Name, autoAck: false, consumer, stoppingToken);
        await end.Task.WaitAsync(stoppingToken);
        await ended.CancelAsync();

        Task End()
        {
            end.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private async Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                await keeper.KeepAsync(letter, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LetterNotKept(letter.Message.Queue, exception.Message);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
