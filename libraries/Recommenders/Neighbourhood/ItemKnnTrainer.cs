using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>Item-based neighbourhoods around biases: a user likes a movie as much as those most like it, each compared with what was to be expected of it.</summary>
/// <remarks>
/// <para>Sarwar, Karypis, Konstan and Riedl, "Item-based Collaborative Filtering Recommendation Algorithms" (WWW 2001); the correction by biases and the shrinkage of Koren, "Factor in the
/// Neighbors: Scalable and Accurate Collaborative Filtering" (TKDD 2010), eqs. 3-4.</para>
/// <para>All lists cost Σ_u |R_u|² additions, shared by the threads; scratch memory is 12 to 20 bytes per item and thread. Nothing is drawn at random and each list is found by itself:
/// the model is the same to the last bit for any number of threads. Safe for concurrent use.</para>
/// </remarks>
public sealed class ItemKnnTrainer : IRecommenderTrainer
{
    // Enough to know the error to its second digit; measuring it on every rating would take longer than the training.
    private const int MeasuredRatings = 10_000;

    private readonly ItemKnnOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ItemKnnTrainer(ItemKnnOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new ItemKnnOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "item-knn", "Item-based neighbourhoods, corrected by biases.", predictsStars: true, () => new ItemKnnOptions(), (options, time) => new ItemKnnTrainer(options, time), ItemKnnModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model: biases, then the neighbours of each item.</summary>
    /// <param name="data">The ratings; what else there is, is not looked at.</param>
    /// <param name="progress">Told once, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ItemKnnModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var ratings = data.Ratings;
        var workers = RowScheduler.Workers(_options.DegreeOfParallelism);
        var (userBiases, itemBiases) = RatingBiases.Fit(ratings, _options.UserBiasRegularization, _options.ItemBiasRegularization, workers, cancellationToken);
        var measure = new SimilarityMeasure(_options.Similarity, _options.Shrinkage, ratings.ByItem, ratings.ByUser, (ratings.Mean, itemBiases, userBiases));
        var lists = NeighbourLists.Find(
            measure, _options.Candidates, _options.MinimumCoRaters, _options.Exponent, RowScheduler.LongestFirst(ratings.ByItem.Offsets), workers, cancellationToken);
        var settings = new KnnSettings(_options.Neighbours, _options.Damping, _options.UserBiasRegularization);
        ItemKnnModel Model(double trainRmse) => new(ModelFacts.Of(Definition.Name, ratings, (float)trainRmse), settings, itemBiases, lists, ratings.ByUser);
        var trainError = SampledError.Of(Model(0), ratings, MeasuredRatings, cancellationToken);
        var model = Model(trainError);
        progress?.Report(new TrainingEpoch(1, 1, trainError, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        return model;
    }
}
