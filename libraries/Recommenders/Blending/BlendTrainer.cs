using System.ComponentModel.DataAnnotations;

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
        _parts = PartSpecification.Trainers(options.Parts, options.Seed, options.DegreeOfParallelism, _time);
        if (algorithm.PredictsStars)
            PartTraining.CheckStars(_parts);
    }

    internal static RecommenderAlgorithm Stars { get; } = RecommenderAlgorithm.Create(
        "blend", "A linear blend of several algorithms, for stars.", predictsStars: true, () => new BlendOptions(), (options, time) => OfStars(options, time), BlendModel.Read);

    internal static RecommenderAlgorithm Ranking { get; } = RecommenderAlgorithm.Create(
        "blend-ranking",
        "A linear blend of several algorithms, for rankings.",
        predictsStars: false,
        () => new BlendOptions { Parts = "ials-features,ease-features,item-knn-bm25" },
        (options, time) => OfRankings(options, time),
        BlendModel.Read,
        learnsFromInteractions: true);

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
        var training = new PartTraining(_parts, _options.ValidationShare, _options.Seed, _time, progress, data, cancellationToken);
        var (weights, constant) = (Enumerable.Repeat(1f / _parts.Length, _parts.Length).ToArray(), 0f);
        if (training.TrainForValidation() is { } validation)
        {
            if (_algorithm.PredictsStars)
                (weights, constant) = StackingWeights.Fit(validation.Parts, validation.Validation, _options.Regularization);
            else
                weights = RankingWeights.Fit(validation.Parts, validation.Training, validation.Validation, _options.PositiveThreshold, cancellationToken);
        }

        var parts = training.TrainOnAll();
        var facts = training.Facts(_algorithm, parts);
        var blend = new BlendModel(facts, parts, weights, constant);
        if (_algorithm.PredictsStars)
            blend = new BlendModel(facts with { TrainRmse = training.TrainRmse(blend) }, parts, weights, constant);
        training.Report(blend);
        return blend;
    }
}
