namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>A trace in a list.</summary>
/// <param name="Name">That of its first span.</param>
/// <param name="Resources">Those that took part, with how many spans, the first span's first.</param>
internal sealed record TraceSummary(string TraceId, string Name, DateTimeOffset Start, TimeSpan Duration, IReadOnlyList<KeyValuePair<string, int>> Resources, int Errors)
{
    public static TraceSummary Of(IReadOnlyList<RecordedSpan> trace)
    {
        var first = trace.Where(span => span.ParentId is null).DefaultIfEmpty().MinBy(span => span?.Start) ?? trace.MinBy(span => span.Start)!;
        var start = trace.Min(span => span.Start);
        return new(
            first.TraceId,
            first.Title,
            start,
            trace.Max(span => span.End) - start,
            [.. trace.GroupBy(span => span.Resource).OrderBy(group => group.Key != first.Resource).ThenBy(group => group.Min(span => span.Start)).Select(group => KeyValuePair.Create(group.Key, group.Count()))],
            trace.Count(span => span.Error is not null));
    }
}
