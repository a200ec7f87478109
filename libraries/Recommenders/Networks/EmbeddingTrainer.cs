using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Fits embeddings of users and items, and a small dense network over them: r̂ = μ + b_user + b_item + p·q + w·ReLU(ReLU([p, q, p∘q]·W₁ + c₁)·W₂ + c₂).</summary>
/// <remarks>
/// <para>After He, Liao, Zhang, Nie, Hu and Chua, "Neural Collaborative Filtering" (WWW 2017), figure 3, with one set of embeddings for both halves and squared error on stars; the product
/// stands for itself, as Rendle, Krichene, Zhang and Anderson, "Neural Collaborative Filtering vs. Matrix Factorization Revisited" (RecSys 2020) advise. Minimizes
/// Σ (stars − r̂)² + λ·Σ (n + n₀)·‖p‖² + λ·Σ (n + n₀)·‖q‖² + λ_b·Σ b² + λ_w·ratings·‖network‖² by Adam on mini-batches; biases start from ridge regression. At the end each user is solved against
/// the fixed items and network by Gauss and Newton's steps, which is how new users are folded in too.</para>
/// <para>An epoch costs some 9·k·h + 3·h²/2 multiply-adds a rating for embeddings of length k and h hidden units. Memory: 16·k bytes per user and item, 8 bytes per rating. A batch is cut into shards
/// of a fixed size whose gradients are added in a fixed order, so that neither the number of threads nor the scheduling shows in any bit. Progress reports the training error as measured while
/// learning, before each step.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class EmbeddingTrainer : IRecommenderTrainer
{
    private readonly EmbeddingOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public EmbeddingTrainer(EmbeddingOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new EmbeddingOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "embedding",
        "User and movie embeddings under a small neural network.",
        predictsStars: true,
        () => new EmbeddingOptions(),
        (options, time) => new EmbeddingTrainer(options, time),
        EmbeddingModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings; nothing else is used.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>The fitted model: with the weights of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EmbeddingModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var run = new EmbeddingRun(data.Ratings, _options, cancellationToken);
        var (users, items, stars) = ByIndex(data);
        var (best, bestEpoch) = (double.PositiveInfinity, 0);
        for (var (epoch, stale) = (1, 0); epoch <= _options.Epochs && stale < _options.Patience; epoch++)
        {
            var error = run.LearnEpoch(epoch, cancellationToken);
            double? heldOutError = stars.Length == 0 ? null : run.Rmse(users, items, stars);
            stale = heldOutError is null || heldOutError < best ? 0 : stale + 1;
            if (heldOutError < best)
            {
                (best, bestEpoch) = (heldOutError.Value, epoch);
                run.Remember();
            }

            progress?.Report(new TrainingEpoch(epoch, _options.Epochs, error, heldOutError, _time.GetElapsedTime(started)));
        }

        if (bestEpoch > 0)
            run.Recall();
        run.SolveUsers(cancellationToken);
        return run.ToModel(Definition.Name);
    }

    private static (int[] Users, int[] Items, float[] Stars) ByIndex(TrainingData data)
    {
        var ratings = data.HeldOut.Span;
        var (users, items, stars) = (new int[ratings.Length], new int[ratings.Length], new float[ratings.Length]);
        for (var i = 0; i < ratings.Length; i++)
        {
            data.Ratings.Users.TryGetIndex(ratings[i].UserId, out users[i]);
            data.Ratings.Items.TryGetIndex(ratings[i].ItemId, out items[i]);
            stars[i] = ratings[i].Stars;
        }

        return (users, items, stars);
    }
}
