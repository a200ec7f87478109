using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>Connections beside the bus, for what a bus does not do.</summary>
internal sealed class BrokerConnections(BrokerAddress broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Connects, to whichever node of a cluster answers. A connection that is lost stays lost.</summary>
    /// <param name="name">What the broker shows it as.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken) => new ConnectionFactory
    {
        VirtualHost = broker.VirtualHost,
        UserName = broker.User,
        Password = broker.Password,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = Patience,
    }.CreateConnectionAsync(broker.Nodes, name, cancellationToken);
}
