using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Networks;

/// <summary>A variational autoencoder over what is written about movies: its encoder gives each a vector, those without any rating too.</summary>
/// <remarks>
/// <para>Kingma and Welling, "Auto-Encoding Variational Bayes" (ICLR 2014), with the multinomial reconstruction term and the warm-up of the KL term of Liang, Krishnan, Hoffman and Jebara,
/// "Variational Autoencoders for Collaborative Filtering" (WWW 2018). A movie is two bags, of pieces of at most two characters (<see cref="MovieTokenizer"/>) and of words weighted by tf-idf,
/// both hashed. A user is the mean vector of the movies rated above the own average, less that of those rated below.</para>
/// <para>Uses <see cref="TrainingData.Items"/>; a rated item that it does not tell of is an empty text. When there are held-out ratings, a tenth of the movies is held out of the autoencoder
/// too, and the loss on them is what progress reports as held out. An epoch costs O(movies · h · (pieces + words)). Deterministic for a seed, whatever the number of threads.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class TextVaeTrainer : IRecommenderTrainer
{
    private readonly TextVaeOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public TextVaeTrainer(TextVaeOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new TextVaeOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "text-vae",
        "Movies alike by their titles, genres and tags (variational autoencoder).",
        predictsStars: false,
        () => new TextVaeOptions(),
        (options, time) => new TextVaeTrainer(options, time),
        TextVaeModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Items with their texts, and ratings, which say whose taste is what.</param>
    /// <param name="progress">Told after each epoch, on the calling thread; errors are losses in nats per movie.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TextVaeModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var run = new TextVaeRun(data, _options);
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            var (loss, heldOutLoss) = run.LearnEpoch(epoch, cancellationToken);
            progress?.Report(new TrainingEpoch(epoch, _options.Epochs, loss, heldOutLoss, _time.GetElapsedTime(started)));
        }

        return run.ToModel(Definition.Name, cancellationToken);
    }
}
