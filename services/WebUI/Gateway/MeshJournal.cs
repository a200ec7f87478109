using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Gateway;

/// <summary>The newest events, kept once for all circuits, so that whoever opens the page late sees what happened before.</summary>
public sealed class MeshJournal(MeshFeed feed, TimeProvider time) : IHostedService, IDisposable
{
    private const int Most = 100;

    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<JournalEntry> _newest = [];
    private readonly Dictionary<string, (DateTimeOffset Last, Queue<DateTimeOffset> Recent, long All)> _types = new(StringComparer.Ordinal);
    private IDisposable? _subscription;

    /// <summary>The newest events, newest first.</summary>
    public IReadOnlyList<JournalEntry> ReadNewest()
    {
        lock (_lock)
        {
            return [.. _newest];
        }
    }

    /// <summary>How often a type of event was heard in the last minute and since this site started, and when last.</summary>
    public EventRate RateOf(string type)
    {
        lock (_lock)
        {
            if (!_types.TryGetValue(type, out var heard))
            {
                return default;
            }

            while (heard.Recent.TryPeek(out var oldest) && time.GetUtcNow() - oldest > RateWindow)
            {
                heard.Recent.Dequeue();
            }

            return new(heard.Recent.Count, heard.All, heard.Last);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Hear);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();

    private void Hear(MeshEvent meshEvent)
    {
        var now = time.GetUtcNow();
        var entry = new JournalEntry(now, meshEvent.Type, EventWords.Describe(meshEvent), meshEvent.TraceId);
        lock (_lock)
        {
            _newest.AddFirst(entry);
            if (_newest.Count > Most)
            {
                _newest.RemoveLast();
            }

            var (_, recent, all) = _types.GetValueOrDefault(meshEvent.Type, (now, [], 0));
            recent.Enqueue(now);
            _types[meshEvent.Type] = (now, recent, all + 1);
        }
    }
}
