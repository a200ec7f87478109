namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>A step of a trace as it is kept.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">The span that it is part of, which may not have arrived; null for the first of a trace.</param>
/// <param name="Resource">The process, by the name that the AppHost gave it.</param>
/// <param name="Source">The ActivitySource.</param>
/// <param name="Error">Why it failed; empty when it does not say, null when it did not fail.</param>
internal sealed record RecordedSpan(
    string TraceId,
    string SpanId,
    string? ParentId,
    string Name,
    string Resource,
    string Source,
    SpanKind Kind,
    DateTimeOffset Start,
    TimeSpan Duration,
    string? Error,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    IReadOnlyList<SpanLink> Links,
    IReadOnlyList<SpanEvent> Events)
{
    public DateTimeOffset End => Start + Duration;
}
