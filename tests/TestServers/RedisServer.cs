namespace MovieMesh.TestServers;

/// <summary>A real Redis.</summary>
public sealed class RedisServer() : TestServer("redis.sh")
{
    /// <inheritdoc/>
    public override string ConnectionString => $"127.0.0.1:{Port},password={Password}";

    /// <inheritdoc/>
    protected override Task<bool> AnswersAsync() => ListensAsync();
}
