namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>A span that also led to this one, such as the sending of a message that came in a batch.</summary>
internal sealed record SpanLink(string TraceId, string SpanId);
