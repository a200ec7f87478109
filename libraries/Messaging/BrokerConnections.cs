using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>Connections beside the bus, for what a bus does not do.</summary>
internal sealed class BrokerConnections(BrokerAddress broker)
{
    /// <summary>Connects. A connection that is lost stays lost.</summary>
    /// <param name="name">What the broker shows it as.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken) => new ConnectionFactory
    {
        HostName = broker.Host,
        Port = broker.Port,
        VirtualHost = broker.VirtualHost,
        UserName = broker.User,
        Password = broker.Password,
        ClientProvidedName = name,
        AutomaticRecoveryEnabled = false,
    }.CreateConnectionAsync(cancellationToken);
}
