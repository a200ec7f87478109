using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>A line of a waterfall.</summary>
/// <param name="IsLinked">Whether the span stands here by a link rather than by its parent.</param>
internal sealed record TreeRow(RecordedSpan Span, int Depth, bool IsLinked);
