using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>Non-negative matrix factorization of the observed ratings: r̂ = w_user · h_item, w, h ≥ 0, so that tastes add up from parts and nothing cancels out.</summary>
/// <remarks>
/// <para>Lee and Seung, "Learning the parts of objects by non-negative matrix factorization" (Nature 1999), restricted to the entries that are there: Zhang, Wang, Ford and Makedon,
/// "Learning from Incomplete Ratings Using Non-negative Matrix Factorization" (SDM 2006). Rows are solved in turn by coordinate descent:
/// min Σ (stars − w·hⱼ)² + λ·(n + n₀)·‖w − c‖², c being √(μ/k) in every factor, so that a row without ratings is an average one rather than none.</para>
/// <para>An epoch costs O(ratings · k² + (users + items) · sweeps · k²). Memory beside the ratings: 8·k bytes per user and item with held-out ratings, half of it without. Every row is
/// solved by itself: the same bits for any number of threads. Safe for concurrent use.</para>
/// </remarks>
public sealed class NmfTrainer : IRecommenderTrainer
{
    private readonly NmfOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public NmfTrainer(NmfOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new NmfOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "nmf", "Non-negative matrix factorization of the observed ratings.", predictsStars: true, () => new NmfOptions(), (options, time) => new NmfTrainer(options, time), NmfModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">The ratings; what else there is, is not looked at.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>The fitted model: of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public NmfModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var ratings = data.Ratings;
        var shift = Math.Min(0, ratings.LowestStars);
        var centre = MathF.Sqrt((ratings.Mean - shift) / _options.Factors);
        var form = new NmfForm(shift, centre, _options.Regularization, _options.UserRegularizationOffset, _options.ItemRegularizationOffset, Fills: null);
        return NmfRun.Train(Definition.Name, form, (_options.Factors, _options.Epochs, _options.Patience, _options.Seed, _options.DegreeOfParallelism), data, _time, progress, cancellationToken);
    }
}
