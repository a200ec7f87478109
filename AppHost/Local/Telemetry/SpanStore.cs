namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>The latest spans of each resource.</summary>
/// <remarks>Each resource has a window of its own, so that a busy one does not push out what the others did.</remarks>
internal sealed class SpanStore(int spansPerResource)
{
    private const int MostSpansOfATrace = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<RecordedSpan>> _byResource = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RecordedSpan>> _byTrace = new(StringComparer.Ordinal);

    /// <summary>By the span linked to.</summary>
    private readonly Dictionary<string, List<RecordedSpan>> _linking = new(StringComparer.Ordinal);

    public void Add(IEnumerable<RecordedSpan> spans)
    {
        lock (_lock)
        {
            foreach (var span in spans)
            {
                Add(span);
            }
        }
    }

    /// <summary>The latest traces first.</summary>
    public IReadOnlyList<TraceSummary> Find(TraceFilter filter, int count)
    {
        lock (_lock)
        {
            return [.. _byTrace.Values.Where(filter.Accepts).Select(TraceSummary.Of).Where(filter.Accepts).OrderByDescending(trace => trace.Start).Take(count)];
        }
    }

    /// <summary>A trace and, since a batch belongs to the trace of one of its messages at most, what its messages led to in other traces.</summary>
    /// <returns>The spans by their start; none when the trace is not known.</returns>
    public IReadOnlyList<RecordedSpan> Read(string traceId)
    {
        lock (_lock)
        {
            var found = new Dictionary<string, RecordedSpan>(StringComparer.Ordinal);
            var open = new Queue<RecordedSpan>(_byTrace.GetValueOrDefault(traceId, []));
            while (open.TryDequeue(out var span) && found.Count < MostSpansOfATrace)
            {
                if (!found.TryAdd(span.SpanId, span))
                {
                    continue;
                }

                foreach (var linking in _linking.GetValueOrDefault(span.SpanId, []))
                {
                    open.Enqueue(linking);
                }

                if (span.TraceId != traceId)
                {
                    foreach (var child in _byTrace[span.TraceId].Where(other => other.ParentId == span.SpanId))
                    {
                        open.Enqueue(child);
                    }
                }
            }

            return [.. found.Values.OrderBy(span => span.Start)];
        }
    }

    private void Add(RecordedSpan span)
    {
        Append(_byTrace, span.TraceId, span);
        foreach (var link in span.Links)
        {
            Append(_linking, link.SpanId, span);
        }

        if (!_byResource.TryGetValue(span.Resource, out var window))
        {
            _byResource.Add(span.Resource, window = new());
        }

        window.Enqueue(span);
        if (window.Count > spansPerResource)
        {
            var oldest = window.Dequeue();
            Remove(_byTrace, oldest.TraceId, oldest);
            foreach (var link in oldest.Links)
            {
                Remove(_linking, link.SpanId, oldest);
            }
        }
    }

    private static void Append(Dictionary<string, List<RecordedSpan>> index, string key, RecordedSpan span)
    {
        if (!index.TryGetValue(key, out var spans))
        {
            index.Add(key, spans = new(1));
        }

        spans.Add(span);
    }

    private static void Remove(Dictionary<string, List<RecordedSpan>> index, string key, RecordedSpan span)
    {
        if (index.TryGetValue(key, out var spans))
        {
            spans.RemoveAt(spans.FindIndex(other => ReferenceEquals(other, span)));
            if (spans.Count == 0)
            {
                index.Remove(key);
            }
        }
    }
}
