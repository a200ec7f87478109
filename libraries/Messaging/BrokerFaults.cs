using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace MovieMesh.Messaging;

/// <summary>Tells faults of the broker, which pass, from others.</summary>
internal static class BrokerFaults
{
    /// <summary>What a connection beside the bus meets whose broker is away or does not answer in time.</summary>
    public static bool IsAway(Exception exception) => exception is IOException or RabbitMQClientException or TimeoutException or OperationCanceledException;

    /// <summary>What a consumer meets whose node of the broker goes while it publishes: no fault of its message, which is heard again.</summary>
    public static bool IsAwayFromConsumer(Exception exception) => exception is TransportException or ConnectionException or RabbitMQClientException or BrokerUnavailableException;
}
