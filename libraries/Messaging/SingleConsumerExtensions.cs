using MassTransit;

namespace MovieMesh.Messaging;

/// <summary>Queues that of all replicas of a service only one reads.</summary>
public static class SingleConsumerExtensions
{
    /// <summary>
    /// Of all replicas the broker feeds one, and hands the queue (with what that one had in hand) to another when it dies. Says nothing about how many messages that one
    /// handles at a time.
    /// </summary>
    public static void OneReplicaAtATime(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
        {
            queue.SingleActiveConsumer = true;
        }
    }
}
