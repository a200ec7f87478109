using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Reflection;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Fits algorithms on a part of the ratings and measures them on the rest. What is held out is for measuring alone: no algorithm sees it, not even to know when to stop.</summary>
internal sealed class Evaluator(EvaluationData data, Protocol protocol, Measure measure)
{
    private const int PredictionsAtOnce = 2_000;

    public EvaluationFigures Run(RecommenderAlgorithm algorithm, object options, Action<double> report, CancellationToken cancellationToken)
    {
        var folds = new FoldFigures[protocol.Folds.Count];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            var done = fold;
            var figures = Run(algorithm, options, Split(fold), fraction => report((done + fraction) / folds.Length), cancellationToken);
            folds[fold] = new FoldFigures(protocol.Folds[fold], figures);
        }

        return EvaluationFigures.Of(data.Name, protocol, algorithm.Name, options, measure, folds);
    }

    /// <summary>A fold of the protocol; without the ratings that are not to be learned from.</summary>
    public HoldOut Split(int fold) => Restrict(protocol.Split(data, fold));

    /// <summary>A split of the training part of a fold, another in each round.</summary>
    public HoldOut Validation(int fold, int round) => Restrict(protocol.Validation(protocol.Split(data, fold).Training, round));

    public TrainingData TrainingData(HoldOut split) => Recommenders.TrainingData.Of(split.Training) with { Items = data.Items, Users = data.Users };

    public Figures Run(RecommenderAlgorithm algorithm, object options, HoldOut split, Action<double> report, CancellationToken cancellationToken)
    {
        var training = TrainingData(split);
        var trainer = algorithm.CreateTrainer(options);
        PeakMemory.Restart();
        var started = Stopwatch.GetTimestamp();
        var model = trainer.Train(training, new EpochListener(epoch => report((double)epoch.Epoch / epoch.Epochs)), cancellationToken);
        var fitted = Stopwatch.GetTimestamp();
        var stars = algorithm.PredictsStars && !measure.PositivesOnly ? StarErrors(model, split, cancellationToken) : null;
        var predicted = Stopwatch.GetTimestamp();
        var lists = Lists(model, training, split, cancellationToken);
        var ranked = Stopwatch.GetTimestamp();
        var accuracy = RankingAccuracy.Of(lists, measure.K);
        var quality = ListQuality.Of([.. lists.Select(list => list.List)], training.Ratings, data.Items);
        return new Figures
        {
            HeldOut = split.HeldOut.Length,
            Rmse = stars?.Rmse,
            Mae = stars?.Mae,
            RankedUsers = accuracy.Users,
            Precision = Known(accuracy.Precision),
            Recall = Known(accuracy.Recall),
            Ndcg = Known(accuracy.Ndcg),
            Map = Known(accuracy.Map),
            Mrr = Known(accuracy.Mrr),
            Coverage = Known(quality.Coverage),
            Novelty = Known(quality.Novelty),
            Diversity = Known(quality.Diversity),
            FitSeconds = Stopwatch.GetElapsedTime(started, fitted).TotalSeconds,
            PredictSeconds = Stopwatch.GetElapsedTime(fitted, predicted).TotalSeconds,
            RankSeconds = Stopwatch.GetElapsedTime(predicted, ranked).TotalSeconds,
            PeakMegabytes = PeakMemory.Megabytes(),
        };
    }

    /// <summary>Fits and measures one thing alone: NDCG, or the RMSE in stars. Null where there is nothing to measure it by.</summary>
    public double? Score(RecommenderAlgorithm algorithm, object options, HoldOut split, bool byRanking, CancellationToken cancellationToken)
    {
        if (!byRanking && !algorithm.PredictsStars)
            return null;
        var training = TrainingData(split);
        var model = algorithm.CreateTrainer(options).Train(training, cancellationToken: cancellationToken);
        return Known(byRanking ? RankingAccuracy.Of(Lists(model, training, split, cancellationToken), measure.K).Ndcg : StarErrors(model, split, cancellationToken).Rmse);
    }

    /// <summary>Fits once more on the first fold, held-out ratings in view, without letting the algorithm stop by them.</summary>
    public LearningCurve Curve(RecommenderAlgorithm algorithm, object options, Action<double> report, CancellationToken cancellationToken)
    {
        options = OptionSetter.Clone(algorithm, options);
        if (OptionSetter.Find(options, "Patience") is { } patience && patience.GetCustomAttribute<RangeAttribute>() is { Maximum: int most } && patience.PropertyType == typeof(int))
            patience.SetValue(options, most);
        var split = Split(0);
        var points = new List<LearningCurvePoint>();
        var listener = new EpochListener(epoch =>
        {
            points.Add(new LearningCurvePoint(epoch.Epoch, Known(epoch.TrainError), Known(epoch.HeldOutError ?? double.NaN), epoch.Elapsed.TotalSeconds));
            report((double)epoch.Epoch / epoch.Epochs);
        });
        algorithm.CreateTrainer(options).Train(TrainingData(split) with { HeldOut = split.HeldOut }, listener, cancellationToken);
        return new LearningCurve(algorithm.Name, algorithm.PredictsStars, points);
    }

    private UserRanking[] Lists(RecommenderModel model, TrainingData training, HoldOut split, CancellationToken cancellationToken)
    {
        var ranking = measure.Caution is { } caution ? new RankingOptions { Caution = caution } : null;
        return UserRanking.Make(model, training.Ratings, split.HeldOut, measure.K, measure.Threshold, split.Given, ranking, cancellationToken);
    }

    private static double? Known(double figure) => double.IsFinite(figure) ? figure : null;

    private static RatingAccuracy StarErrors(RecommenderModel model, HoldOut split, CancellationToken cancellationToken)
    {
        var newcomers = split.Given.GroupBy(rating => rating.UserId)
            .ToDictionary(user => user.Key, user => model.FoldIn(user.Select(rating => new ItemRating(rating.ItemId, rating.Stars)).ToArray()));
        var parts = new RatingAccuracy[(split.HeldOut.Length + PredictionsAtOnce - 1) / PredictionsAtOnce];
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellationToken }, part =>
        {
            var ratings = split.HeldOut.AsSpan(part * PredictionsAtOnce);
            parts[part] = RatingAccuracy.Of(
                ratings[..Math.Min(PredictionsAtOnce, ratings.Length)],
                rating => newcomers.TryGetValue(rating.UserId, out var newcomer) ? model.Predict(newcomer, rating.ItemId) : model.Predict(rating.UserId, rating.ItemId, rating.Day));
        });
        return RatingAccuracy.Of(parts);
    }

    private HoldOut Restrict(HoldOut split)
    {
        if (measure.PositivesOnly)
            split = split with { Training = Positives(split.Training), Given = Positives(split.Given) };
        return split.Training.Length > 0 && split.HeldOut.Length > 0
            ? split
            : throw new EvaluationException($"{data.Name} has too few ratings ({data.Ratings.Length}) for {protocol.Text}{(measure.PositivesOnly ? $" with ratings of {measure.Threshold} or more" : "")}.");
    }

    private Rating[] Positives(Rating[] ratings) => Array.FindAll(ratings, rating => rating.Stars >= measure.Threshold);
}
