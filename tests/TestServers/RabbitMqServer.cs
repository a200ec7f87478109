namespace MovieMesh.TestServers;

/// <summary>A real RabbitMQ, which opens its port last of all.</summary>
public sealed class RabbitMqServer : TestServer
{
    /// <summary>Prepares a broker of its own.</summary>
    public RabbitMqServer()
        : base("rabbitmq.sh")
    {
    }

    internal RabbitMqServer(string password, IReadOnlyList<KeyValuePair<string, string>> cluster)
        : base("rabbitmq.sh", password) => Settings = cluster;

    /// <inheritdoc/>
    public override string ConnectionString => $"amqp://moviemesh:{Password}@127.0.0.1:{Port}";

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, string>> Settings { get; } = [];

    /// <inheritdoc/>
    protected override Task<bool> AnswersAsync() => ListensAsync();
}
