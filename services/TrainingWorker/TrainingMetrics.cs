using System.Diagnostics.Metrics;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>What the training worker measures about itself.</summary>
internal sealed class TrainingMetrics
{
    public const string MeterName = "MovieMesh.TrainingWorker";

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _heldOutRmse;
    private readonly Histogram<double> _heldOutNdcg;
    private readonly Histogram<double> _prequential;
    private readonly Gauge<double> _modelAge;

    public TrainingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>("moviemesh.training.duration", "s", "Duration of training runs, from start to saved.");
        _heldOutRmse = meter.CreateHistogram<double>("moviemesh.training.held_out_rmse", "{star}", "Held-out RMSE of trained models.");
        _heldOutNdcg = meter.CreateHistogram<double>("moviemesh.training.held_out_ndcg", "1", "Held-out NDCG@10 of trained models.");
        _prequential = meter.CreateHistogram<double>("moviemesh.training.prequential_error", "{star}", "By how much a new rating was missed, predicted before it was known.");
        _modelAge = meter.CreateGauge<double>("moviemesh.training.model.age", "s", "Time since the training began whose model serves.");
    }

    public void Serves(TimeSpan age) => _modelAge.Record(age.TotalSeconds);

    public void Scored(double error) => _prequential.Record(error);

    public void Trained(string algorithm, double seconds, HeldOutAccuracy heldOut)
    {
        _duration.Record(seconds, new KeyValuePair<string, object?>("algorithm", algorithm));
        if (heldOut.Rmse is { } rmse)
        {
            _heldOutRmse.Record(rmse, new KeyValuePair<string, object?>("algorithm", algorithm));
        }

        if (heldOut.Ndcg is { } ndcg)
        {
            _heldOutNdcg.Record(ndcg, new KeyValuePair<string, object?>("algorithm", algorithm));
        }
    }
}
