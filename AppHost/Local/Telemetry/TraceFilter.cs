namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>Which traces are wanted.</summary>
/// <param name="Text">Part of a span's name, or the beginning of the trace's id.</param>
/// <param name="Resource">One that took part.</param>
internal sealed record TraceFilter(string Text, string Resource, TimeSpan AtLeast, bool ErrorsOnly)
{
    public bool Accepts(IReadOnlyList<RecordedSpan> trace) =>
        (Text.Length == 0 || trace[0].TraceId.StartsWith(Text, StringComparison.OrdinalIgnoreCase) || trace.Any(span => span.Title.Contains(Text, StringComparison.OrdinalIgnoreCase))) &&
        (Resource.Length == 0 || trace.Any(span => span.Resource == Resource)) &&
        (!ErrorsOnly || trace.Any(span => span.Error is not null));

    public bool Accepts(TraceSummary trace) => trace.Duration >= AtLeast;
}
