using System.Security.Cryptography;
using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Where the dashboard is, and what gets one in.</summary>
/// <param name="Token">Lets people in: kept, so that a browser that was let in stays so.</param>
/// <param name="OtlpKey">Lets the services' telemetry in: made up for each run.</param>
internal sealed record DashboardAccess(int Port, string Token, string OtlpKey)
{
    public string Address => $"http://127.0.0.1:{Port}";

    /// <exception cref="DistributedApplicationException">The port asked for is in use.</exception>
    public static DashboardAccess Open(string home)
    {
        var port = Settings.DashboardPort ?? FreePort.Find();
        return FreePort.IsFree(port)
            ? new(port, new KeptSettings(home).Password("dashboard"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))
            : throw new DistributedApplicationException($"port {port}, meant for the dashboard, is in use by another program; stop that program or choose another port.");
    }

    /// <summary>As Aspire does, the services are told where their telemetry goes; an endpoint in the AppHost's own environment has precedence.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOfServices()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Dashboard__Address"] = Address };
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address;
            environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"{OtlpReceiver.KeyHeader}={OtlpKey}";
            environment["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            environment["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            environment["OTEL_SPAN_LINK_COUNT_LIMIT"] = "512";
            environment["OTEL_METRIC_EXPORT_INTERVAL"] = "5000";
        }

        return environment;
    }
}
