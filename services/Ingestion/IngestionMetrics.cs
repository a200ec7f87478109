using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;

namespace MovieMesh.Ingestion;

/// <summary>What Ingestion counts, and its source of activities.</summary>
internal sealed class IngestionMetrics
{
    public const string Name = "MovieMesh.Ingestion";

    private readonly Counter<long> _recorded;
    private readonly Counter<long> _rejected;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _queueAge;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private readonly Counter<long> _imported;

    public IngestionMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _recorded = meter.CreateCounter<long>("moviemesh.ingestion.recorded", "{rating}", "Ratings and withdrawals that changed the store.");
        _rejected = meter.CreateCounter<long>("moviemesh.ingestion.rejected", "{rating}", "Submissions that were dead-lettered.");
        _queueAge = meter.CreateHistogram<double>("moviemesh.ingestion.queue.age", "s", "How long the oldest message of a batch had waited.");
        _batchSize = meter.CreateHistogram<int>("moviemesh.ingestion.batch.size", "{rating}", "Submissions in a batch.");
        _batchDuration = meter.CreateHistogram<double>("moviemesh.ingestion.batch.duration", "s", "Time to store a batch.");
        _imported = meter.CreateCounter<long>("moviemesh.ingestion.imported", "{row}", "Rows loaded from data sets.");
    }

    public static ActivitySource Activities { get; } = new(Name);

    public void Waited<T>(Batch<T> batch)
        where T : class
    {
        if (batch.Min(message => message.SentTime) is { } oldest)
        {
            // The clocks of two machines may differ.
            _queueAge.Record(Math.Max(0, (_time.GetUtcNow().UtcDateTime - oldest).TotalSeconds));
        }
    }

    public void Recorded(int submissions, int changes, TimeSpan duration)
    {
        _batchSize.Record(submissions);
        _batchDuration.Record(duration.TotalSeconds);
        _recorded.Add(changes);
    }

    public void Rejected() => _rejected.Add(1);

    public void Imported(long rows) => _imported.Add(rows);
}
