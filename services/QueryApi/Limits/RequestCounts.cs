using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace MovieMesh.QueryApi.Limits;

/// <summary>Counts what each caller asks in windows of a minute that begin with a request.</summary>
/// <remarks>No timer runs: windows that are over are cleared away when there are too many, so a gateway that nobody asks does nothing.</remarks>
internal sealed class RequestCounts(TimeProvider time, IOptions<LimitOptions> options)
{
    private const string AllOthers = "";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private readonly Lock _clearing = new();
    private int _known;
    private long _clearedAt;

    /// <summary>Counts a request, unless the caller had as many as allowed.</summary>
    /// <returns>How long the caller has to wait; zero when it may go on.</returns>
    public TimeSpan Take(string caller, int most)
    {
        var now = time.GetTimestamp();
        var window = _windows.TryGetValue(caller, out var known) ? known : Add(caller, now);
        lock (window)
        {
            var age = time.GetElapsedTime(window.Start, now);
            if (age >= Length)
            {
                (window.Start, window.Requests, age) = (now, 0, TimeSpan.Zero);
            }

            if (window.Requests >= most)
            {
                return Length - age;
            }

            window.Requests++;
            return TimeSpan.Zero;
        }
    }

    private Window Add(string caller, long now)
    {
        if (Volatile.Read(ref _known) >= options.Value.CountedCallers)
        {
            Clear(now);
            if (Volatile.Read(ref _known) >= options.Value.CountedCallers)
            {
                return _windows.GetOrAdd(AllOthers, _ => new Window(now));
            }
        }

        var added = new Window(now);
        var window = _windows.GetOrAdd(caller, added);
        if (ReferenceEquals(window, added))
        {
            Interlocked.Increment(ref _known);
        }

        return window;
    }

    /// <summary>A pass over all of them, so at most one a second.</summary>
    private void Clear(long now)
    {
        lock (_clearing)
        {
            if (_clearedAt != 0 && time.GetElapsedTime(_clearedAt, now) < TimeSpan.FromSeconds(1))
            {
                return;
            }

            _clearedAt = now;
            foreach (var (caller, window) in _windows)
            {
                if (time.GetElapsedTime(Volatile.Read(ref window.Start), now) >= Length && caller != AllOthers && _windows.TryRemove(caller, out _))
                {
                    Interlocked.Decrement(ref _known);
                }
            }
        }
    }

    private sealed class Window(long start)
    {
        public long Start = start;
        public int Requests;
    }
}
