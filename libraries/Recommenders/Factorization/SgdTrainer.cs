using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Fits r̂ = μ + b_user + b_item + w_user · w_item by stochastic gradient descent in parallel blocks, with a learning rate of its own for each row.</summary>
/// <remarks>
/// <para>The learning rate is that of Chin, Zhuang, Juan and Lin, "A Learning-rate Schedule for Stochastic Gradient Methods to Matrix Factorization" (PAKDD 2015), which
/// LIBMF and ML.NET use: a row steps by η/√G, G growing by the mean square of each gradient it has seen. The blocks are those of Gemulla et al. (KDD 2011): users and
/// items are cut into B blocks each, and an epoch visits B diagonals of B cells; the cells of a diagonal share no row, so threads may take them in any order without a lock
/// and without a trace in the result.</para>
/// <para>An epoch costs O(ratings · k). Memory beside the ratings: 8 bytes per rating, 4·B per user, 4·k per user and item (8·k with held-out ratings). Deterministic for a seed, whatever
/// the number of threads; the number of blocks does show.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class SgdTrainer : IRecommenderTrainer
{
    private readonly SgdOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public SgdTrainer(SgdOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new SgdOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "sgd",
        "Matrix factorization with biases by parallel stochastic gradient descent.",
        predictsStars: true,
        () => new SgdOptions(),
        (options, time) => new SgdTrainer(options, time),
        FactorModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings, and what else there is; <see cref="TrainingData.Start"/> may be a factor model of as many factors, by any algorithm.</param>
    /// <param name="progress">Told after each epoch, on the calling thread; the training error is that of predictions made during the epoch, before each rating's own step.</param>
    /// <param name="cancellationToken">Looked at between the diagonals of an epoch.</param>
    /// <returns>The fitted model: of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="ArgumentException">The model to start from has another number of factors, or none.</exception>
    /// <exception cref="ArithmeticException">The learning rate is too high, and the steps do not converge.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FactorModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var start = data.Start as FactorModel;
        if (data.Start is not null && start?.Factors != _options.Factors)
            throw new ArgumentException($"The model to start from has {start?.Factors ?? 0} factors, the options ask for {_options.Factors}.", nameof(data));

        var started = _time.GetTimestamp();
        var run = new SgdRun(data.Ratings, _options);
        run.Initialize(start);
        var evaluation = HeldOutRatings.Create(data.Ratings, data.HeldOut.Span);
        var (best, bestEpoch, lastProgress) = (double.PositiveInfinity, 0, double.PositiveInfinity);
        for (var (epoch, stale) = (1, 0); epoch <= _options.Epochs && stale < _options.Patience; epoch++)
        {
            var trainRmse = run.Epoch(epoch, cancellationToken);
            if (!double.IsFinite(trainRmse))
                throw new ArithmeticException("The gradient steps do not converge: lower the learning rate.");
            double? heldOutRmse = evaluation.Count == 0 ? null : evaluation.Rmse(run.Users, run.Items, data.Ratings, run.Workers);
            if (heldOutRmse < best)
            {
                (best, bestEpoch) = (heldOutRmse.Value, epoch);
                run.Remember();
            }

            if (heldOutRmse is not null)
            {
                stale = best < lastProgress - _options.MinimumImprovement ? 0 : stale + 1;
                lastProgress = stale == 0 ? best : lastProgress;
            }

            progress?.Report(new TrainingEpoch(epoch, _options.Epochs, trainRmse, heldOutRmse, _time.GetElapsedTime(started)));
        }

        if (bestEpoch > 0)
            run.Recall();
        return run.ToModel();
    }
}
