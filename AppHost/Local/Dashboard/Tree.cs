using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Puts the spans of a trace under one another.</summary>
internal static class Tree
{
    private const int Deepest = 24;

    /// <summary>Each span under its parent, else under the first span that it links to, else at the top.</summary>
    /// <param name="traceId">The trace; spans of others are there by links.</param>
    /// <param name="spans">By their start.</param>
    public static IReadOnlyList<TreeRow> Of(string traceId, IReadOnlyList<RecordedSpan> spans)
    {
        var known = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        var children = spans.ToLookup(span => ParentOf(span, known), StringComparer.Ordinal);
        var rows = new List<TreeRow>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        Add("", 0);

        // Spans that are each other's ancestors, which no honest sender makes, stand at the end.
        rows.AddRange(spans.Where(span => !shown.Contains(span.SpanId)).Select(span => new TreeRow(span, 0, IsLinked: false)));
        return rows;

        void Add(string parent, int depth)
        {
            foreach (var span in children[parent])
            {
                if (shown.Add(span.SpanId))
                {
                    rows.Add(new(span, Math.Min(depth, Deepest), span.TraceId != traceId && !(span.ParentId is { } by && known.Contains(by))));
                    Add(span.SpanId, depth + 1);
                }
            }
        }
    }

    private static string ParentOf(RecordedSpan span, HashSet<string> known) =>
        span.ParentId is { } parent && known.Contains(parent) ? parent : span.Links.Select(link => link.SpanId).FirstOrDefault(known.Contains) ?? "";
}
