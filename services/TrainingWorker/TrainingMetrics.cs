using System.Diagnostics.Metrics;

namespace MovieMesh.TrainingWorker;

/// <summary>What the training worker measures about itself.</summary>
internal sealed class TrainingMetrics
{
    public const string MeterName = "MovieMesh.TrainingWorker";

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _heldOutRmse;

    public TrainingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>("moviemesh.training.duration", "s", "Duration of training runs, from start to saved.");
        _heldOutRmse = meter.CreateHistogram<double>("moviemesh.training.held_out_rmse", "{star}", "Held-out RMSE of trained models.");
    }

    public void Trained(string algorithm, double seconds, double heldOutRmse)
    {
        _duration.Record(seconds, new KeyValuePair<string, object?>("algorithm", algorithm));
        _heldOutRmse.Record(heldOutRmse, new KeyValuePair<string, object?>("algorithm", algorithm));
    }
}
