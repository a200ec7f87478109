using System.Collections.Concurrent;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Counts reads, apart for every fault that they fell into.</summary>
internal sealed class ReadLog
{
    /// <summary>Enough to see by what reads fail.</summary>
    private const int MostFailures = 2_000;

    private readonly ConcurrentDictionary<int, Counts> _byFault = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private volatile int _fault = -1;

    /// <summary>Reads from now on belong to this fault, counted from 0; −1 is peace.</summary>
    public int Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>What failed, and how.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public Counts Of(int fault) => _byFault.GetOrAdd(fault, _ => new Counts());

    public void Add(int fault, bool isAnswered, bool isStale, double milliseconds, string what)
    {
        var counts = Of(fault);
        Interlocked.Increment(ref counts.Reads);
        if (isStale)
        {
            Interlocked.Increment(ref counts.Stale);
        }

        lock (counts.Milliseconds)
        {
            counts.Milliseconds.Add(milliseconds);
        }

        if (!isAnswered)
        {
            Interlocked.Increment(ref counts.Failed);
            if (_failures.Count < MostFailures)
            {
                _failures.Enqueue(FormattableString.Invariant($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} fault {fault}: {what} after {milliseconds:F0} ms"));
            }
        }
    }

    internal sealed class Counts
    {
        public long Reads;
        public long Failed;
        public long Stale;

        public List<double> Milliseconds { get; } = [];
    }
}
