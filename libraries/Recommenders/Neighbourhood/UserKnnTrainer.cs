using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>User-based neighbourhoods around biases: a movie is liked as much as by those of a like taste, each compared with what was to be expected of them.</summary>
/// <remarks>
/// <para>Resnick, Iacovou, Suchak, Bergstrom and Riedl, "GroupLens: An Open Architecture for Collaborative Filtering of Netnews" (CSCW 1994); Herlocker, Konstan, Borchers and Riedl,
/// "An Algorithmic Framework for Performing Collaborative Filtering" (SIGIR 1999), for the weighting by how much two users have in common.</para>
/// <para>All lists cost Σ_i |R_i|² additions over the raters of items, shared by the threads: popular movies make it dear for many users, and a fold-in costs Σ |R_i| over the
/// rated items. Nothing is drawn at random; the model is the same to the last bit for any number of threads. Safe for concurrent use.</para>
/// </remarks>
public sealed class UserKnnTrainer : IRecommenderTrainer
{
    private const int MeasuredRatings = 10_000;

    private readonly UserKnnOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public UserKnnTrainer(UserKnnOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new UserKnnOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "user-knn", "User-based neighbourhoods, corrected by biases.", predictsStars: true, () => new UserKnnOptions(), (options, time) => new UserKnnTrainer(options, time), UserKnnModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model: biases, then the neighbours of each user.</summary>
    /// <param name="data">The ratings; what else there is, is not looked at.</param>
    /// <param name="progress">Told once, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few users.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public UserKnnModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var ratings = data.Ratings;
        var workers = RowScheduler.Workers(_options.DegreeOfParallelism);
        var (userBiases, itemBiases) = RatingBiases.Fit(ratings, _options.UserBiasRegularization, _options.ItemBiasRegularization, workers, cancellationToken);
        var search = new UserSearch(_options.Similarity, _options.Shrinkage, _options.Candidates, _options.MinimumCommonItems, _options.Exponent);
        var measure = search.Measure(ratings.ByUser, ratings.ByItem, ratings.Mean, userBiases, itemBiases);
        var lists = NeighbourLists.Find(
            measure, search.Candidates, search.MinimumCommon, search.Exponent, RowScheduler.LongestFirst(ratings.ByUser.Offsets), workers, cancellationToken);
        var settings = new KnnSettings(_options.Neighbours, _options.Damping, _options.UserBiasRegularization);
        UserKnnModel Model(double trainRmse) => new(ModelFacts.Of(Definition.Name, ratings, (float)trainRmse), settings, search, userBiases, itemBiases, ratings.ByUser, lists);
        var trainError = SampledError.Of(Model(0), ratings, MeasuredRatings, cancellationToken);
        var model = Model(trainError);
        progress?.Report(new TrainingEpoch(1, 1, trainError, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        return model;
    }
}
