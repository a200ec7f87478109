using System.Diagnostics.Metrics;

namespace MovieMesh.SimilarityWorker;

/// <summary>What the similarity worker measures about itself.</summary>
internal sealed class SimilarityMetrics
{
    public const string MeterName = "MovieMesh.SimilarityWorker";

    private readonly Histogram<double> _blockDuration;

    private readonly Histogram<double> _refreshDuration;
    private readonly Counter<long> _refreshedLists;

    public SimilarityMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _blockDuration = meter.CreateHistogram<double>("moviemesh.similarity.block.duration", "s", "Time to compute and store one block of lists.");
        _refreshDuration = meter.CreateHistogram<double>("moviemesh.similarity.refresh.duration", "s", "Time to put in place the lists that a batch of ratings changes.");
        _refreshedLists = meter.CreateCounter<long>("moviemesh.similarity.refresh.lists", "{list}", "Lists put in place because of ratings.");
    }

    public void BlockComputed(string measure, double seconds) => _blockDuration.Record(seconds, new KeyValuePair<string, object?>("measure", measure));

    public void Refreshed(int lists, double seconds)
    {
        _refreshDuration.Record(seconds);
        _refreshedLists.Add(lists);
    }
}
