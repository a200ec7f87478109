namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>A structured log entry as it is kept.</summary>
/// <param name="Number">Counts up, over all resources.</param>
internal sealed record LogEntry(
    long Number,
    DateTimeOffset Time,
    LogLevel Level,
    string Resource,
    string Category,
    string Message,
    string? TraceId,
    string? SpanId,
    IReadOnlyList<KeyValuePair<string, string>> Attributes);
