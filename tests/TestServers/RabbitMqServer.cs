namespace MovieMesh.TestServers;

/// <summary>A real RabbitMQ, which opens its port last of all.</summary>
public sealed class RabbitMqServer() : TestServer("rabbitmq.sh")
{
    /// <inheritdoc/>
    public override string ConnectionString => $"amqp://moviemesh:{Password}@127.0.0.1:{Port}";

    /// <inheritdoc/>
    protected override Task<bool> AnswersAsync() => ListensAsync();
}
