using System.ComponentModel.DataAnnotations;

namespace MovieMesh.ServiceDefaults;

/// <summary>Settings of the telemetry beside OpenTelemetry's own <c>OTEL_*</c> variables, under <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// How many traces a second a process begins at most, unless <c>OTEL_TRACES_SAMPLER</c> names another sampler. Default 20, from 0 to 10,000. Traces that others began are followed
    /// if they are recorded there.
    /// </summary>
    [Range(0, 10_000)]
    public double TracesPerSecond { get; set; } = 20;
}
