using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Trains several algorithms and blends their answers with weights fitted on ratings that none of them has seen.</summary>
/// <remarks>
/// <para>For stars: stacking by ridge regression, Breiman, "Stacked Regressions" (Machine Learning 1996), as in Töscher, Jahrer and Bell, "The BigChaos Solution to the Netflix Grand Prize"
/// (2009): min Σ (stars − c − Σ w·r̂_part)² + λ·(c² + Σ (w − 1/parts)²) over the validation share. For rankings: a search over weights ≥ 0 of standardized scores for the best
/// mean NDCG@10 on the validation share.</para>
/// <para>Each part is trained twice: without the validation share to fit the weights, then on everything. Safe for concurrent use.</para>
/// </remarks>
public sealed class BlendTrainer : IRecommenderTrainer
{
    private readonly BlendOptions _options;
    private readonly RecommenderAlgorithm _algorithm;
    private readonly (RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer)[] _parts;
    private readonly TimeProvider _time;

    private BlendTrainer(BlendOptions options, TimeProvider? time, RecommenderAlgorithm algorithm)
    {
        (_options, _time, _algorithm) = (options, time ?? TimeProvider.System, algorithm);
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _parts = PartSpecification.Parse(options.Parts, options.Seed, options.DegreeOfParallelism, _time);
        if (algorithm.PredictsStars && Array.Find(_parts, part => !part.Algorithm.PredictsStars).Algorithm is { } part)
            throw new ValidationException($"'{part.Name}' does not predict stars, so it cannot be part of a blend that does.");
    }

    internal static RecommenderAlgorithm Stars { get; } = RecommenderAlgorithm.Create(
        "blend", "A linear blend of several algorithms, for stars.", predictsStars: true, () => new BlendOptions(), (options, time) => OfStars(options, time), BlendModel.Read);

    internal static RecommenderAlgorithm Ranking { get; } = RecommenderAlgorithm.Create(
        "blend-ranking",
        "A linear blend of several algorithms, for rankings.",
        predictsStars: false,
        () => new BlendOptions { Parts = "ials,item-knn-bm25,item-knn-tfidf" },
        (options, time) => OfRankings(options, time),
        BlendModel.Read);

    /// <summary>A trainer of blends that predict stars.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ValidationException">An option is out of its range, or a part is not known or does not predict stars.</exception>
    public static BlendTrainer OfStars(BlendOptions? options = null, TimeProvider? time = null) => new(options ?? new BlendOptions(), time, Stars);

    /// <summary>A trainer of blends that put items in an order.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ValidationException">An option is out of its range, or a part is not known.</exception>
    public static BlendTrainer OfRankings(BlendOptions? options = null, TimeProvider? time = null) => new(options ?? (BlendOptions)Ranking.CreateOptions(), time, Ranking);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">What the parts make use of. Held-out ratings are measured by, and given to no part to stop by.</param>
    /// <param name="progress">Told after each training of a part and at the end, on the calling thread.</param>
    /// <param name="cancellationToken">Handed to the parts.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public BlendModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var (weights, constant) = (Enumerable.Repeat(1f / _parts.Length, _parts.Length).ToArray(), 0f);
        var split = Split(data);
        var canFit = _parts.Length > 1 && split.Training.Length > 0 && split.HeldOut.Length > 0;
        var (epoch, epochs) = (0, (canFit ? 2 * _parts.Length : _parts.Length) + 1);
        void Report(RecommenderModel model) => progress?.Report(
            new TrainingEpoch(++epoch, epochs, model.PredictsStars ? model.TrainRmse : double.NaN, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        RecommenderModel[] TrainParts(TrainingData ratings)
        {
            var models = new RecommenderModel[_parts.Length];
            for (var part = 0; part < models.Length; part++)
            {
                models[part] = _parts[part].Trainer.Train(ratings, progress: null, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                Report(models[part]);
            }

            return models;
        }

        if (canFit)
        {
            var training = Data(split.Training, data);
            var models = TrainParts(training);
            if (_algorithm.PredictsStars)
                (weights, constant) = StackingWeights.Fit(models, split.HeldOut, _options.Regularization);
            else
                weights = RankingWeights.Fit(models, training.Ratings, split.HeldOut, _options.PositiveThreshold, cancellationToken);
        }

        var parts = TrainParts(data with { HeldOut = default, Start = null });
        BlendModel Blend(double trainRmse) => new(Facts(data.Ratings, parts, (float)trainRmse), parts, weights, constant);
        var blend = Blend(0);
        if (_algorithm.PredictsStars)
            blend = Blend(RatingAccuracy.Of(Sample(data), blend).Rmse);
        Report(blend);
        return blend;
    }

    private HoldOut Split(TrainingData data)
    {
        var ratings = data.Ratings.ToArray();
        for (var i = 0; i < data.Days.Length; i++)
            ratings[i] = ratings[i] with { Day = data.Days.Span[i] };
        return Splits.Random(ratings, _options.ValidationShare, _options.Seed);
    }

    private static TrainingData Data(Rating[] ratings, TrainingData all) =>
        (all.Days.IsEmpty ? new TrainingData(RatingMatrix.Create(ratings)) : TrainingData.Of(ratings)) with { Items = all.Items, Users = all.Users };

    // A few thousand ratings tell the training error well enough; all would take as long as a part's training.
    private static Rating[] Sample(TrainingData data)
    {
        const int Count = 5_000;
        var ratings = data.Ratings.ToArray();
        var step = Math.Max(1, ratings.Length / Count);
        return [.. Enumerable.Range(0, (ratings.Length + step - 1) / step).Select(i => ratings[i * step])];
    }

    // The items of all parts: some can score those that nobody rated.
    private ModelFacts Facts(RatingMatrix ratings, RecommenderModel[] parts, float trainRmse)
    {
        var facts = ModelFacts.Of(_algorithm.Name, ratings, trainRmse);
        var ids = IdIndex.Create([.. ratings.Items.Ids, .. parts.SelectMany(part => part.ItemIds.Ids.ToArray())]);
        var counts = new int[ids.Count];
        for (var item = 0; item < counts.Length; item++)
            counts[item] = ratings.Items.TryGetIndex(ids[item], out var index) ? facts.ItemRatingCounts[index] : 0;
        return facts with { ItemIds = ids, ItemRatingCounts = counts };
    }
}
