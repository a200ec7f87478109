namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>The latest log entries of each resource.</summary>
internal sealed class LogStore(int entriesPerResource)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<LogEntry>> _byResource = new(StringComparer.Ordinal);
    private long _number;

    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                if (!_byResource.TryGetValue(entry.Resource, out var window))
                {
                    _byResource.Add(entry.Resource, window = new());
                }

                window.Enqueue(entry with { Number = ++_number });
                if (window.Count > entriesPerResource)
                {
                    window.Dequeue();
                }
            }
        }
    }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<LogEntry> Find(LogFilter filter, int count)
    {
        lock (_lock)
        {
            return [.. _byResource.Values.SelectMany(window => window).Where(filter.Accepts).OrderByDescending(entry => entry.Time).ThenByDescending(entry => entry.Number).Take(count)];
        }
    }
}
