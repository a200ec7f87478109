using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MovieMesh.ServiceDefaults;

/// <summary>What every service of the mesh shares as a process.</summary>
public static class Extensions
{
    /// <summary>Adds telemetry, health checks, service addresses, resilient HTTP clients and a bounded graceful shutdown.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddConsole();
        builder.AddTelemetry();
        builder.Services.AddHealthChecks();
        builder.Services.AddTransient<IStartupFilter, TracedRequests>();
        builder.Services.AddHttpClients();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
        return builder;
    }

    /// <summary>Maps <c>/health</c> (every check; 503 only when one is unhealthy) and <c>/alive</c> (the process answers).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(Probes.Health, new() { ResponseWriter = HealthReportWriter.WriteAsync });
        app.MapHealthChecks(Probes.Alive, new() { Predicate = _ => false, ResponseWriter = HealthReportWriter.WriteAsync });
        return app;
    }
}
