using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Fits explicit ratings by alternating least squares with biases: r̂ = μ + b_user + b_item + w_user · w_item.</summary>
/// <remarks>
/// <para>Zhou, Wilkinson, Schreiber and Pan, "Large-scale Parallel Collaborative Filtering for the Netflix Prize" (AAIM 2008), equations 2-4 with λ scaled by
/// the number of ratings; the biases of Koren, Bell and Volinsky, "Matrix Factorization Techniques for Recommender Systems" (2009), equation 4, are solved
/// jointly with the factors as a constant column.</para>
/// <para>An epoch costs O(ratings · k² + (users + items) · k³). Memory beside the ratings: 8·k bytes per user and item with held-out ratings (the best
/// epoch is kept), half of it without. Deterministic: every row is solved by itself in a fixed order of operations, so neither the thread count nor the
/// scheduling shows in any bit. Different vector widths (machines) may differ in the last bits.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class AlsTrainer : IRecommenderTrainer
{
    private readonly AlsOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; read at each call of <see cref="Train(TrainingData, IProgress{TrainingEpoch}?, CancellationToken)"/>. Null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public AlsTrainer(AlsOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new AlsOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>Biases alone: r̂ = μ + b_user + b_item.</summary>
    internal static RecommenderAlgorithm Biases { get; } = Define("biases", "Mean, user and item biases, regularized.", () => new AlsOptions { Factors = 0 });

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Als { get; } = Define("als", "Matrix factorization with biases by alternating least squares.", () => new AlsOptions());

    /// <summary>The same with item features.</summary>
    internal static RecommenderAlgorithm WithFeatures { get; } = Define("als-features", "ALS whose movies are expected where genres, decade and tags say; knows unrated movies.", () => new AlsOptions { ItemFeatures = true, BiasRegularization = 4.5f, UserRegularizationOffset = 20, FeatureBiasRegularization = 3, Epochs = 25 });

    /// <summary>Fits a model; see <see cref="Train(TrainingData, IProgress{TrainingEpoch}?, CancellationToken)"/>.</summary>
    /// <param name="ratings">The training ratings, at least one.</param>
    /// <param name="heldOut">Ratings to measure each epoch by and to stop by; never learned from. May hold unknown users and items.</param>
    /// <param name="start">An earlier model of as many factors to start from; items it does not know start at random. Null starts afresh.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>The fitted model: of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="ArgumentException">There are no ratings, or <paramref name="start"/> has another number of factors.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArithmeticException">The penalties are too small for single precision.</exception>
    public FactorModel Train(
        RatingMatrix ratings,
        ReadOnlyMemory<Rating> heldOut = default,
        FactorModel? start = null,
        IProgress<TrainingEpoch>? progress = null,
        CancellationToken cancellationToken = default) =>
        Train(new TrainingData(ratings) { HeldOut = heldOut, Start = start }, progress, cancellationToken);

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
        var start = data.Start as FactorModel;
        if (data.Start is not null && start?.Factors != _options.Factors)
            throw new ArgumentException($"The model to start from has {start?.Factors ?? 0} factors, the options ask for {_options.Factors}.", nameof(data));

        var algorithm = _options.ItemFeatures ? WithFeatures : _options.Factors == 0 ? Biases : Als;
        return Fit(data, _options, start, algorithm.Name, userPrior: null, progress, _time, cancellationToken);
    }

    /// <summary>Runs the epochs: for all who alternate between users and items.</summary>
    internal static FactorModel Fit(
        TrainingData data, AlsOptions options, FactorModel? start, string algorithm, LinearPrior? userPrior, IProgress<TrainingEpoch>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var features = options.ItemFeatures ? ItemFeatures.Create(data.Ratings.Items, data.Items) : null;
        var itemPrior = features is null ? null : PriorOf(features, options);
        var run = new AlsRun(data.Ratings, options, userPrior, itemPrior);
        run.InitializeItems(start);
        run.SolveUsers(cancellationToken);
        var evaluation = HeldOutRatings.Create(data.Ratings, data.HeldOut.Span);
        var (best, bestEpoch, lastProgress) = (double.PositiveInfinity, 0, double.PositiveInfinity);
        for (var (epoch, stale) = (1, 0); epoch <= options.Epochs && stale < options.Patience; epoch++)
        {
            run.SolveItems(cancellationToken);
            run.SolveUsers(cancellationToken);
            double? heldOutRmse = evaluation.Count == 0 ? null : evaluation.Rmse(run.Users, run.Items, data.Ratings, run.Workers);
            if (heldOutRmse < best)
            {
                (best, bestEpoch) = (heldOutRmse.Value, epoch);
                run.Remember();
            }

            if (heldOutRmse is not null)
            {
                stale = best < lastProgress - options.MinimumImprovement ? 0 : stale + 1;
                lastProgress = stale == 0 ? best : lastProgress;
            }

            progress?.Report(new TrainingEpoch(epoch, options.Epochs, run.TrainRmse(cancellationToken), heldOutRmse, time.GetElapsedTime(started)));
        }

        if (bestEpoch > 0)
            run.Recall();
        var model = run.ToModel(algorithm, cancellationToken);
        return features is null ? model : features.WithUnrated(model, itemPrior!.Coefficients());
    }

    private static LinearPrior PriorOf(ItemFeatures features, AlsOptions options)
    {
        var byItem = features.ByItem();
        var workers = RowScheduler.Workers(options.DegreeOfParallelism);
        return new LinearPrior(
            byItem, byItem.Transpose(features.Count, workers), LinearPrior.InverseRoots(byItem), options.Factors, options.FeatureRegularization, options.FeatureBiasRegularization, workers);
    }

    private static RecommenderAlgorithm Define(string name, string summary, Func<AlsOptions> createOptions) =>
        RecommenderAlgorithm.Create(name, summary, predictsStars: true, createOptions, (options, time) => new AlsTrainer(options, time), FactorModel.Read, continuesModels: true);
}
