using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MovieMesh.Ingestion;

/// <summary>What Ingestion counts, and its source of activities.</summary>
internal sealed class IngestionMetrics
{
    public const string Name = "MovieMesh.Ingestion";

    private readonly Counter<long> _recorded;
    private readonly Counter<long> _rejected;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private readonly Counter<long> _imported;

    public IngestionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _recorded = meter.CreateCounter<long>("moviemesh.ingestion.recorded", "{rating}", "Ratings and withdrawals that changed the store.");
        _rejected = meter.CreateCounter<long>("moviemesh.ingestion.rejected", "{rating}", "Submissions that were dead-lettered.");
        _batchSize = meter.CreateHistogram<int>("moviemesh.ingestion.batch.size", "{rating}", "Submissions in a batch.");
        _batchDuration = meter.CreateHistogram<double>("moviemesh.ingestion.batch.duration", "s", "Time to store a batch.");
        _imported = meter.CreateCounter<long>("moviemesh.ingestion.imported", "{row}", "Rows loaded from data sets.");
    }

    public static ActivitySource Activities { get; } = new(Name);

    public void Recorded(int submissions, int changes, TimeSpan duration)
    {
        _batchSize.Record(submissions);
        _batchDuration.Record(duration.TotalSeconds);
        _recorded.Add(changes);
    }

    public void Rejected() => _rejected.Add(1);

    public void Imported(long rows) => _imported.Add(rows);
}
