using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>
/// SVD++: r̂ = μ + b_user + b_item + w_item · (p_user + n^−½·Σ yⱼ), the sum over the n movies j that the user rated in training: which movies one rates says
/// something of one's taste, whatever the stars.
/// </summary>
/// <remarks>
/// <para>Koren, "Factorization Meets the Neighborhood" (KDD 2008), equation 15. The model is the paper's, with one addition (the rated movies also say something of
/// the user's bias); it is fitted by alternating least squares instead of gradient steps: with w = p + n^−½·Σ yⱼ as the unknown, a user is a ridge regression that is pulled
/// towards n^−½·Σ yⱼ rather than towards zero, an item one as in <see cref="AlsTrainer"/>, and all yⱼ together a ridge regression of the users' vectors on
/// their sets of movies, for which a few steps of conjugate gradients are taken in each epoch.</para>
/// <para>The sets contain training ratings alone; a fold-in takes those of the ratings it is given. An epoch costs O(ratings · k² + (users + items) · k³), of which the implicit sets
/// take O(ratings · k). Memory beside the ratings: 12·k bytes per user and 24·k per item. Deterministic for a seed, whatever the number of threads.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class SvdPlusPlusTrainer : IRecommenderTrainer
{
    private readonly SvdPlusPlusOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public SvdPlusPlusTrainer(SvdPlusPlusOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new SvdPlusPlusOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = Define("svd++", "Matrix factorization with biases and implicit sets (SVD++).", () => new SvdPlusPlusOptions());

    /// <summary>The same with item features.</summary>
    internal static RecommenderAlgorithm WithFeatures { get; } = Define(
        "svd++-features", "SVD++ whose movies are expected where genres, decade and tags say; knows unrated movies.", () => new SvdPlusPlusOptions { ItemFeatures = true, Epochs = 25 });

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings, and what else there is; <see cref="TrainingData.Start"/> may be a factor model of as many factors, by any algorithm.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>The fitted model: of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="ArgumentException">The model to start from has another number of factors, or none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArithmeticException">The penalties are too small for single precision.</exception>
    public FactorModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var ratings = data.Ratings;
        var start = data.Start as FactorModel;
        if (data.Start is not null && start?.Factors != _options.Factors)
            throw new ArgumentException($"The model to start from has {start?.Factors ?? 0} factors, the options ask for {_options.Factors}.", nameof(data));

        var sets = new LinearPrior(
            ratings.ByUser,
            ratings.ByItem,
            LinearPrior.InverseRoots(ratings.ByUser),
            _options.Factors,
            _options.ImplicitRegularization,
            _options.ImplicitBiasRegularization,
            RowScheduler.Workers(_options.DegreeOfParallelism));
        if (start is not null)
            Continue(sets, start, ratings.Items, cancellationToken);
        var options = new AlsOptions
        {
            Factors = _options.Factors,
            Regularization = _options.Regularization,
            ItemRegularizationOffset = _options.ItemRegularizationOffset,
            UserRegularizationOffset = _options.UserRegularizationOffset,
            BiasRegularization = _options.BiasRegularization,
            ItemFeatures = _options.ItemFeatures,
            FeatureRegularization = _options.FeatureRegularization,
            FeatureBiasRegularization = _options.FeatureBiasRegularization,
            Epochs = _options.Epochs,
            Patience = _options.Patience,
            MinimumImprovement = _options.MinimumImprovement,
            Seed = _options.Seed,
            DegreeOfParallelism = _options.DegreeOfParallelism,
        };
        return AlsTrainer.Fit(data, options, start, (_options.ItemFeatures ? WithFeatures : Definition).Name, sets, progress, _time, cancellationToken);
    }

    private static RecommenderAlgorithm Define(string name, string summary, Func<SvdPlusPlusOptions> createOptions) =>
        RecommenderAlgorithm.Create(name, summary, predictsStars: true, createOptions, (options, time) => new SvdPlusPlusTrainer(options, time), FactorModel.ReadImplicit);

    private static void Continue(LinearPrior sets, FactorModel start, IdIndex items, CancellationToken cancellationToken)
    {
        var factors = new float[start.Factors];
        for (var item = 0; item < items.Count; item++)
        {
            if (start.TryCopyImplicit(items[item], factors, out var bias))
                sets.Set(item, factors, bias);
        }

        sets.Refresh(cancellationToken);
    }
}
