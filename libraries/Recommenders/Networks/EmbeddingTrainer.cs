using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Fits user and item embeddings and a small dense network over them: r̂ = μ + b_user + b_item + Σ g·u·v + net(u, v).</summary>
/// <remarks>
/// <para>After He, Liao, Zhang, Nie, Hu and Chua, "Neural Collaborative Filtering" (WWW 2017), figure 3, with one set of embeddings for both halves and squared error on stars: the
/// gated product is a matrix factorization, two layers of rectified units add what a product cannot say. Biases are solved beforehand by ridge regression. Adam, mini-batches; a batch is cut into
/// a fixed number of shards whose gradients are added in a fixed order, so that neither the number of threads nor the scheduling shows in any bit.</para>
/// <para>An epoch costs O(ratings · (2·k·h + h²/2)) for embeddings of length k and h hidden units. Memory: 24·k bytes per user and item, twice k·h floats per shard. Progress reports the
/// training error as measured while learning, before each step.</para>
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
        var (best, trainError) = (double.PositiveInfinity, 0.0);
        for (var (epoch, stale) = (1, 0); epoch <= _options.Epochs && stale < _options.Patience; epoch++)
        {
            var error = run.LearnEpoch(epoch, cancellationToken);
            double? heldOutError = data.HeldOut.IsEmpty ? null : run.Rmse(data.HeldOut.Span);
            stale = heldOutError is null || heldOutError < best ? 0 : stale + 1;
            if (stale == 0)
            {
                (best, trainError) = (heldOutError ?? best, error);
                if (heldOutError is not null)
                    run.Remember();
            }

            progress?.Report(new TrainingEpoch(epoch, _options.Epochs, error, heldOutError, _time.GetElapsedTime(started)));
        }

        run.Recall();
        return run.ToModel(Definition.Name, (float)trainError);
    }
}
