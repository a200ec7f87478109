using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>Ranks by implicit-feedback alternating least squares: what a user liked is 1, all the rest is 0 with a small weight; score = x_user · v_item.</summary>
/// <remarks>
/// <para>Minimizes Σ w·(1 − x·v)² over the interactions + α₀ Σ (x·v)² over all pairs + Σ λ·(n_u + α₀·I)^ν‖x_u‖² + Σ λ·(n_i + α₀·U)^ν‖v_i‖². Hu, Koren and
/// Volinsky, "Collaborative Filtering for Implicit Feedback Datasets" (ICDM 2008) for the Gramian trick, by which the sum over all pairs costs next to
/// nothing; Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks" (RecSys 2022) for the loss in this
/// form and ν = 1; Takács, Pilászy and Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative Filtering" (RecSys 2011).</para>
/// <para>With <see cref="IalsOptions.ItemFeatures"/> each feature is one more row of the users' side: the movies' factors are shared by two relations, Singh and Gordon, "Relational
/// Learning via Collective Matrix Factorization" (KDD 2008).</para>
/// <para>An epoch costs Σ over rows of min(n·k² + k³/3, n²·k + n³/3), exact: see <see cref="ImplicitSolver"/>. Memory beside the ratings: 16 bytes per
/// interaction, 4·k bytes per user and item, twice that with held-out ratings. Deterministic: neither the thread count nor the scheduling shows in any bit.
/// Different vector widths (machines) may differ in the last bits.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class IalsTrainer : IRecommenderTrainer
{
    private readonly IalsOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; read at each call of <see cref="Train"/>. Null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public IalsTrainer(IalsOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new IalsOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "ials", "Ranking by matrix factorization of what was liked, the rest counting a little (implicit feedback).", predictsStars: false,
        () => new IalsOptions(), (options, time) => new IalsTrainer(options, time), IalsModel.Read, learnsFromInteractions: true);

    /// <summary>The same with item features.</summary>
    internal static RecommenderAlgorithm WithFeatures { get; } = RecommenderAlgorithm.Create(
        "ials-features", "Implicit-feedback ALS that draws together movies of like genres, years and tags.", predictsStars: false,
        () => new IalsOptions { ItemFeatures = true }, (options, time) => new IalsTrainer(options, time), IalsModel.Read, learnsFromInteractions: true);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings, of which some reach <see cref="IalsOptions.PositiveThreshold"/>, and other <see cref="TrainingData.Interactions"/>; <see cref="TrainingData.Items"/> for their features; <see cref="TrainingData.Start"/> may be a model of as many factors.</param>
    /// <param name="progress">Told after each epoch, on the calling thread: the loss per interaction, and 1 − NDCG@10 on held-out ratings.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>The fitted model: of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="ArgumentException">No rating reaches the threshold, or the model to start from has another number of factors, or none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArithmeticException">The penalties are too small for single precision.</exception>
    public IalsModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var start = data.Start as IalsModel;
        if (data.Start is not null && start?.Factors != _options.Factors)
            throw new ArgumentException($"The model to start from has {start?.Factors ?? 0} implicit factors, the options ask for {_options.Factors}.", nameof(data));

        var started = _time.GetTimestamp();
        cancellationToken.ThrowIfCancellationRequested();
        var run = new IalsRun(data, _options);
        if (run.InteractionCount == 0)
            throw new ArgumentException($"No rating has {_options.PositiveThreshold} stars or more: there is nothing to learn from.", nameof(data));
        run.InitializeItems(start);
        run.SolveUsers(cancellationToken);
        var (best, bestEpoch) = (double.PositiveInfinity, 0);
        for (var (epoch, stale) = (1, 0); epoch <= _options.Epochs && stale < _options.Patience; epoch++)
        {
            run.SolveItems(cancellationToken);
            var loss = run.SolveUsers(cancellationToken);
            var heldOutError = data.HeldOut.IsEmpty ? null : HeldOutError.Of(run.ToModel(), data);
            if (heldOutError < best)
            {
                (best, bestEpoch, stale) = (heldOutError.Value, epoch, 0);
                run.Remember();
            }
            else if (heldOutError is not null)
            {
                stale++;
            }

            progress?.Report(new TrainingEpoch(epoch, _options.Epochs, loss, heldOutError, _time.GetElapsedTime(started)));
        }

        if (bestEpoch > 0)
            run.Recall();
        run.FinishUsers(cancellationToken);
        return run.ToModel();
    }
}
