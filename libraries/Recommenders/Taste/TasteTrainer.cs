using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Implicit;

namespace MovieMesh.Recommenders.Taste;

/// <summary>Ranks for people of whom little is known as well as for those who rated much: what was liked and disliked speaks through item-to-item weights, factors and content.</summary>
/// <remarks>
/// <para>With g the grade −1…1 of each rated item j (1 at the highest stars, 0 at two fifths of the scale, below 0 for what was disliked), the score of item i is</para>
/// <code>( Σ g_j·B_ji + a·x·v_i + p·(1 − κ²)·P_i + c·κ²·√P_i·q·t_i ) / (P_i + .02)^(d·κ²)</code>
/// <para>B are the weights of EASE and x·v the product of implicit-feedback ALS, both with item features (see <see cref="EaseTrainer"/> and <see cref="IalsTrainer"/>), x solved with
/// target 1 and weight g for what was liked, −1 and |g| for what was disliked. P is the share of the users who like the item. t are tf-idf vectors of genres, decade, tags and people, q their
/// weighted mean over what was rated. κ, the focus, is the length of the sum of t over the loved items, divided by the number of items rated without dislike: 1 where all stars say the same
/// thing, small where they say many. So somebody who loved three animations gets animations, and somebody who rated whatever was on television gets what people like them watch.</para>
/// <para>Steck (WWW 2019) and Hu, Koren, Volinsky (ICDM 2008) for the parts; Steck, "Item Popularity and Recommendation Accuracy" (RecSys 2011) for powers of popularity.</para>
/// <para>Deterministic; safe for concurrent use.</para>
/// </remarks>
public sealed class TasteTrainer : IRecommenderTrainer
{
    // The factors, then the weights.
    private const int Steps = 2;

    private readonly TasteOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; read at each call of <see cref="Train"/>. Null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public TasteTrainer(TasteOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new TasteOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "taste", "Ranking by likes and dislikes through item weights, factors and content; the more one's stars agree, the less popularity counts.", predictsStars: false,
        () => new TasteOptions(), (options, time) => new TasteTrainer(options, time), TasteModel.Read, learnsFromInteractions: true);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings, of which some reach <see cref="TasteOptions.PositiveThreshold"/>; other interactions, and what is known of items. Held-out ratings are measured by at the end.</param>
    /// <param name="progress">Told when the factors are there, and at the end, on the calling thread: 1 − NDCG@10 on held-out ratings.</param>
    /// <param name="cancellationToken">Looked at every few milliseconds.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentException">No rating reaches the threshold.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TasteModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var learned = data with { HeldOut = default, Start = null };
        var factors = new IalsTrainer(
            new IalsOptions
            {
                Factors = _options.Factors,
                Epochs = _options.Epochs,
                ItemFeatures = true,
                PositiveThreshold = _options.PositiveThreshold,
                Seed = _options.Seed,
                DegreeOfParallelism = _options.DegreeOfParallelism,
            },
            _time).Train(learned, cancellationToken: cancellationToken);
        progress?.Report(new TrainingEpoch(1, Steps, double.NaN, HeldOutError.Of(factors, data), _time.GetElapsedTime(started)));
        var weights = new EaseTrainer(
            new EaseOptions
            {
                ItemFeatures = true,
                LargestCatalogue = _options.LargestCatalogue,
                WeightsPerItem = _options.WeightsPerItem,
                PositiveThreshold = _options.PositiveThreshold,
                DegreeOfParallelism = _options.DegreeOfParallelism,
            },
            _time).Train(learned, cancellationToken: cancellationToken);
        var content = ContentVectors.Create(factors.ItemIds, data.Items);
        var model = new TasteModel(
            factors.Facts with { Algorithm = Definition.Name, TrainRmse = 0 }, TasteSettings.Of(_options), weights.WithoutUsers(), factors.WithoutUsers(), content, Popularity(data, factors.ItemIds), default);
        model = model.WithUsers(data);
        progress?.Report(new TrainingEpoch(Steps, Steps, double.NaN, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        return model;
    }

    // The share of the users who like an item.
    private float[] Popularity(TrainingData data, IdIndex items)
    {
        var ratings = data.Ratings;
        var popularity = new float[items.Count];
        for (var item = 0; item < popularity.Length; item++)
        {
            if (!ratings.Items.TryGetIndex(items[item], out var rated))
                continue;
            var likes = 0;
            foreach (var stars in ratings.RatingsOfItem(rated).Stars)
                likes += stars >= _options.PositiveThreshold ? 1 : 0;
            popularity[item] = (float)likes / ratings.Users.Count;
        }

        return popularity;
    }
}
