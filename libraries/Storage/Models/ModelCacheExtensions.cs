using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace MovieMesh.Storage.Models;

/// <summary>Registers what is kept in Redis.</summary>
public static class ModelCacheExtensions
{
    /// <summary>
    /// Adds <see cref="ModelCache"/> and <see cref="SimilarityCache"/> over the connection string <c>cache</c>, which may name a master and its replicas, and a health check
    /// that says "degraded" while Redis is away.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no connection string <c>cache</c>, or it is none.</exception>
    public static TBuilder AddModelCache<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var options = RedisConnection.Parse(builder.Configuration.GetConnectionString("cache"));

        builder.Services.AddSingleton(_ => new RedisConnection(options));
        builder.Services.AddSingleton(services => new ModelCache(services.GetRequiredService<RedisConnection>()));
        builder.Services.AddSingleton(services => new SimilarityCache(services.GetRequiredService<RedisConnection>()));
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("cache", HealthStatus.Degraded);
        return builder;
    }
}
