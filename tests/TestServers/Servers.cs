using Xunit;

namespace MovieMesh.TestServers;

/// <summary>
/// The three servers for the tests of one assembly, each started when first asked for. Use it as an assembly fixture:
/// <code>[assembly: AssemblyFixture(typeof(Servers))]</code>
/// and take it in a test class's constructor.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(StartAsync<PostgresServer>);
    private readonly Lazy<Task<RedisServer>> _redis = new(StartAsync<RedisServer>);
    private readonly Lazy<Task<RabbitMqServer>> _rabbitMq = new(StartAsync<RabbitMqServer>);

    /// <summary>The PostgreSQL server.</summary>
    public Task<PostgresServer> Postgres => _postgres.Value;

    /// <summary>The Redis server.</summary>
    public Task<RedisServer> Redis => _redis.Value;

    /// <summary>The RabbitMQ server.</summary>
    public Task<RabbitMqServer> RabbitMq => _rabbitMq.Value;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_postgres);
        await StopAsync(_redis);
        await StopAsync(_rabbitMq);
    }

    private static async Task<T> StartAsync<T>()
        where T : TestServer, new()
    {
        var server = new T();
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task StopAsync<T>(Lazy<Task<T>> server)
        where T : TestServer
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
