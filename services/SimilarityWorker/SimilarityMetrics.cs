using System.Diagnostics.Metrics;

namespace MovieMesh.SimilarityWorker;

/// <summary>What the similarity worker measures about itself.</summary>
internal sealed class SimilarityMetrics
{
    public const string MeterName = "MovieMesh.SimilarityWorker";

    private readonly Histogram<double> _blockDuration;

    public SimilarityMetrics(IMeterFactory meters) =>
        _blockDuration = meters.Create(MeterName).CreateHistogram<double>("moviemesh.similarity.block.duration", "s", "Time to compute and store one block of lists.");

    public void BlockComputed(string measure, double seconds) => _blockDuration.Record(seconds, new KeyValuePair<string, object?>("measure", measure));
}
