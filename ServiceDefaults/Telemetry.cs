using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MovieMesh.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP, when an endpoint is configured; else nothing is collected and nothing is paid.</summary>
/// <remarks>
/// ASP.NET Core, HttpClient, Npgsql and MassTransit emit activities and measurements themselves, so their sources are named here
/// instead of adding an instrumentation package for each. Name, instance and attributes of the service come from the <c>OTEL_*</c> variables.
/// </remarks>
internal static class Telemetry
{
    private static readonly string[] Sources =
        ["MovieMesh.*", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Components", "System.Net.Http", "Npgsql", "MassTransit"];

    private static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private static readonly string[] Meters =
    [
        "MovieMesh.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql", "MassTransit",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || string.Equals(builder.Configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // ASP.NET Core fills in the HTTP attributes of its activities itself, unless told not to.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.SetResourceBuilder(ResourceBuilder.CreateDefault());
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateDefault())
            .SetSampler(Samplers.Create(builder.Configuration, services.GetRequiredService<IOptions<TelemetryOptions>>().Value, TimeProvider.System))
            .AddSource(Sources)
            .AddProcessor(new SpanTidying())
            .AddOtlpExporter()
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateDefault())
            .AddMeter(Meters)
            .AddView(BucketsOf)
            .AddOtlpExporter()
            .Build());
        builder.Services.AddHostedService<Collection>();
    }

    /// <summary>The SDK's own buckets are meant for milliseconds.</summary>
    private static ExplicitBucketHistogramConfiguration? BucketsOf(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null } ? new() { Boundaries = Seconds } : null;

    /// <summary>Listeners must stand before the first request; the container disposes them, which flushes, when the host stops.</summary>
    private sealed class Collection(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2_000);
            metrics.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}
