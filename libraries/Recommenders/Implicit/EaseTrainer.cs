using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>Ranks by EASE, the linear model whose item-to-item weights B rebuild the users' liked items best, an item never by itself: score = Σ B_ij over what was liked.</summary>
/// <remarks>
/// <para>With X the binary matrix of users and items, W the users' weights and Λ the penalties, B = I − P·diag(1/diag P), P = (XᵀWX + Λ)⁻¹. Steck,
/// "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019), equations 7-8; with dropout, Steck, "Autoencoders that don't overfit towards the
/// Identity" (NeurIPS 2020). Exact: closed form, no epochs, no seed.</para>
/// <para>With <see cref="EaseOptions.ItemFeatures"/> X has a further row for each feature, 1 for the items that have it: Jeunen, Van Balen and Goethals, "Closed-Form Models for
/// Collaborative Filtering with Side-Information" (RecSys 2020).</para>
/// <para>Of n items and u users, the inverse of order n is formed where n ≤ u, n³ operations; where u &lt; n, P follows from an inverse of order u by
/// Woodbury's identity, u³ + 2·n·interactions operations. Memory: 4·n² bytes at most while training (4·u² beside the weights that are kept in the second case).</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class EaseTrainer : IRecommenderTrainer
{
    private readonly EaseOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; read at each call of <see cref="Train"/>. Null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public EaseTrainer(EaseOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new EaseOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "ease", "Ranking by a linear item-to-item model in closed form.", predictsStars: false,
        () => new EaseOptions(), (options, time) => new EaseTrainer(options, time), EaseModel.Read);

    /// <summary>The same with item features.</summary>
    internal static RecommenderAlgorithm WithFeatures { get; } = RecommenderAlgorithm.Create(
        "ease-features", "EASE that draws together movies of like genres, years and tags.", predictsStars: false,
        () => new EaseOptions { ItemFeatures = true }, (options, time) => new EaseTrainer(options, time), EaseModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings, of which some reach <see cref="EaseOptions.PositiveThreshold"/>, and <see cref="TrainingData.Items"/> for their features; what else there is, is not looked at.</param>
    /// <param name="progress">Told once, on the calling thread: 1 − NDCG@10 on held-out ratings.</param>
    /// <param name="cancellationToken">Looked at every few milliseconds.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentException">No rating reaches the threshold.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArithmeticException">The penalty is too small for single precision.</exception>
    public EaseModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        cancellationToken.ThrowIfCancellationRequested();
        var run = new EaseRun(data, _options, cancellationToken);
        if (run.InteractionCount == 0)
            throw new ArgumentException($"No rating has {_options.PositiveThreshold} stars or more: there is nothing to learn from.", nameof(data));
        var model = run.Fit();
        progress?.Report(new TrainingEpoch(1, 1, double.NaN, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        return model;
    }
}
