using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Storage.Models;
using MovieMesh.TestServers;

namespace MovieMesh.Storage.Tests.Models;

/// <summary>The caches over a Redis of the test class's own, which may be killed.</summary>
public sealed class CacheFixture : IAsyncLifetime
{
    private IHost? _host;

    public RedisServer Redis { get; } = new();

    public T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Redis.StartAsync();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cache", Redis.ConnectionString)]);
        builder.AddModelCache();
        _host = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host!).DisposeAsync();
        await Redis.DisposeAsync();
    }
}
