namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>Something that happened within a span, such as an exception.</summary>
internal sealed record SpanEvent(DateTimeOffset Time, string Name, IReadOnlyList<KeyValuePair<string, string>> Attributes);
