using System.Diagnostics;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Runs algorithms over the folds of a protocol. What is held out is for measuring alone: no algorithm sees it, not even to know when to stop.</summary>
internal sealed class Evaluator
{
    private readonly string _dataset;
    private readonly Protocol _protocol;
    private readonly Rating[] _ratings;

    public Evaluator(Dataset dataset, Protocol protocol)
    {
        (_dataset, _protocol) = (dataset.Name, protocol);
        _ratings = [.. dataset.ReadRatings().Select(rating => new Rating(rating.UserId, rating.MovieId, rating.Stars, (int)(rating.UnixSeconds / 86_400)))];
    }

    public EvaluationFigures Run(RecommenderAlgorithm algorithm, object options, Action<double> report, CancellationToken cancellationToken)
    {
        var (count, squares, absolutes) = (0, 0.0, 0.0);
        var (fitting, predicting) = (new Stopwatch(), new Stopwatch());
        var folds = new double[_protocol.Folds];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            var done = fold;
            var split = _protocol.Split(_ratings, fold);
            if (split.Training.Length == 0 || split.HeldOut.Length == 0)
                throw new EvaluationException($"{_dataset} has too few ratings ({_ratings.Length}) for {_protocol}.");
            fitting.Start();
            var epochs = new EpochListener(epoch => report((done + ((double)epoch.Epoch / epoch.Epochs)) / folds.Length));
            var model = algorithm.CreateTrainer(options).Train(new TrainingData(RatingMatrix.Create(split.Training)), epochs, cancellationToken);
            fitting.Stop();
            predicting.Start();
            var accuracy = RatingAccuracy.Of(split.HeldOut, model);
            predicting.Stop();
            folds[fold] = accuracy.Rmse;
            count += accuracy.Count;
            squares += accuracy.Rmse * accuracy.Rmse * accuracy.Count;
            absolutes += accuracy.Mae * accuracy.Count;
        }

        using var process = Process.GetCurrentProcess();
        return new EvaluationFigures(
            _dataset,
            _protocol.ToString(),
            algorithm.Name,
            options,
            Math.Sqrt(squares / count),
            absolutes / count,
            folds,
            count,
            fitting.Elapsed.TotalSeconds,
            predicting.Elapsed.TotalSeconds,
            process.PeakWorkingSet64 / 1e6);
    }

    // Progress<T> would report through the thread pool, out of order and late.
    private sealed class EpochListener(Action<TrainingEpoch> listen) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => listen(value);
    }
}
