using MassTransit;
using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>The one queue that takes what no consumer could handle, of every service, until it is collected.</summary>
internal sealed class DeadLetterQueue : IErrorQueueNameFormatter
{
    public const string Name = "dead-letters";

    // Waiting for a store that is away may take many deliveries, and none of them may be the last.
    private static readonly Dictionary<string, object?> Arguments = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = int.MaxValue };

    /// <summary>Has each endpoint move what it cannot handle into the one queue.</summary>
    public static void Use(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.SendTopology.ErrorQueueNameFormatter = new DeadLetterQueue();

        // An error queue is declared as its endpoint's own queue is: whichever comes first, it must be the same.
        bus.SendTopology.ConfigureErrorSettings = queue =>
        {
            queue.Durable = true;
            queue.AutoDelete = false;
            queue.SetQueueArgument("x-single-active-consumer", (object?)null);
            queue.SetQueueArgument("x-expires", (object?)null);
            foreach (var (name, value) in Arguments)
            {
                queue.SetQueueArgument(name, value);
            }
        };
    }

    public static Task DeclareAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, Arguments, cancellationToken: cancellationToken);

    public string FormatErrorQueueName(string queueName) => Name;
}
