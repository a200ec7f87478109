namespace MovieMesh.TestServers;

/// <summary>Where the nodes of a RabbitMQ cluster find one another.</summary>
internal sealed class NameServer() : TestServer("epmd.sh")
{
    /// <inheritdoc/>
    public override string ConnectionString => $"127.0.0.1:{Port}";

    /// <inheritdoc/>
    protected override Task<bool> AnswersAsync() => ListensAsync();
}
