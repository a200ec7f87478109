namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>All that the processes told lately, in memory: a bounded window of each kind.</summary>
internal sealed class TelemetryStore
{
    private const int SpansPerResource = 5_000;
    private const int LogEntriesPerResource = 2_000;
    private const int SeriesPerResource = 2_000;

    public static readonly TimeSpan MetricWindow = TimeSpan.FromMinutes(15);

    public SpanStore Spans { get; } = new(SpansPerResource);

    public LogStore Logs { get; } = new(LogEntriesPerResource);

    public MetricStore Metrics { get; } = new(MetricWindow, SeriesPerResource);
}
