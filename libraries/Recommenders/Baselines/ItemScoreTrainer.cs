using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Baselines;

/// <summary>What the trainers of <see cref="ItemScoreModel"/> share: options that are checked, one pass over the ratings, one epoch to report.</summary>
/// <typeparam name="TOptions">The settings.</typeparam>
public abstract class ItemScoreTrainer<TOptions> : IRecommenderTrainer
    where TOptions : class, new()
{
    private readonly TimeProvider _time;

    private protected ItemScoreTrainer(TOptions? options, TimeProvider? time)
    {
        Options = options ?? new TOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(Options, new ValidationContext(Options), validateAllProperties: true);
    }

    private protected TOptions Options { get; }

    private protected abstract string Algorithm { get; }

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model: one pass over the ratings, in milliseconds.</summary>
    /// <param name="data">The ratings, and their days for those who look at them.</param>
    /// <param name="progress">Told once, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at at the start and every few thousand items.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ItemScoreModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var (ratings, scores) = (data.Ratings, new float[data.Ratings.Items.Count]);
        var unknown = ScoreItems(data, scores, cancellationToken);
        var predictsStars = RecommenderAlgorithms.Find(Algorithm)!.PredictsStars;
        var trainError = predictsStars ? TrainRmse(ratings, scores) : double.NaN;
        var model = new ItemScoreModel(ModelFacts.Of(Algorithm, ratings, predictsStars ? (float)trainError : 0), scores, unknown);
        progress?.Report(new TrainingEpoch(1, 1, trainError, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        return model;
    }

    /// <summary>Scores each item, and returns the score of one without ratings.</summary>
    private protected abstract float ScoreItems(TrainingData data, float[] scores, CancellationToken cancellationToken);

    private static double TrainRmse(RatingMatrix ratings, float[] scores)
    {
        var sum = 0.0;
        for (var item = 0; item < scores.Length; item++)
        {
            var predicted = Math.Clamp(scores[item], ratings.LowestStars, ratings.HighestStars);
            foreach (var stars in ratings.RatingsOfItem(item).Stars)
                sum += (double)(predicted - stars) * (predicted - stars);
        }

        return Math.Sqrt(sum / ratings.Count);
    }
}
