using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>Item-based neighbourhoods for rankings: what is liked by those who like what the user likes. Learns from who liked what, not from how much.</summary>
/// <remarks>
/// <para>Deshpande and Karypis, "Item-Based Top-N Recommendation Algorithms" (TOIS 2004); weights of raters by inverse frequency and by BM25 as in text retrieval, Robertson and Zaragoza,
/// "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).</para>
/// <para>All lists cost Σ_u |R_u|² additions, shared by the threads; scratch memory is 8 to 20 bytes per item and thread. Nothing is drawn at random; the model is the same to the last
/// bit for any number of threads. Safe for concurrent use.</para>
/// </remarks>
public sealed class ItemKnnRankingTrainer : IRecommenderTrainer
{
    private readonly ItemKnnRankingOptions _options;
    private readonly string _name;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ItemKnnRankingTrainer(ItemKnnRankingOptions? options = null, TimeProvider? time = null)
        : this(options ?? new ItemKnnRankingOptions(), time, TfIdf.Name)
    {
    }

    private ItemKnnRankingTrainer(ItemKnnRankingOptions options, TimeProvider? time, string name)
    {
        (_options, _time, _name) = (options, time ?? TimeProvider.System, name);
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    internal static RecommenderAlgorithm TfIdf { get; } = Define("item-knn-tfidf", "Rankings by item-based neighbourhoods, tf-idf weighted.", () => new ItemKnnRankingOptions());

    internal static RecommenderAlgorithm Bm25 { get; } = Define(
        "item-knn-bm25", "Rankings by item-based neighbourhoods, BM25 weighted.", () => new ItemKnnRankingOptions { Similarity = RatingSimilarity.Bm25, Shrinkage = 50 });

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model: the neighbours of each item.</summary>
    /// <param name="data">The ratings; what else there is, is not looked at.</param>
    /// <param name="progress">Told once, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ItemKnnRankingModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var ratings = data.Ratings;
        var workers = RowScheduler.Workers(_options.DegreeOfParallelism);
        var likedByUser = From(ratings.ByUser, _options.PositiveThreshold);
        var likedByItem = likedByUser.Transpose(ratings.Items.Count, workers);
        var biases = (0f, new float[ratings.Items.Count], new float[ratings.Users.Count]);
        var measure = new SimilarityMeasure(_options.Similarity, _options.Shrinkage, likedByItem, likedByUser, biases, (_options.K1, _options.B), rowsAreSources: true);
        var lists = NeighbourLists.Find(
            measure, _options.Neighbours, _options.MinimumCoRaters, _options.Exponent, RowScheduler.LongestFirst(likedByItem.Offsets), workers, cancellationToken);
        var model = new ItemKnnRankingModel(ModelFacts.Of(_name, ratings, trainRmse: 0), _options.PositiveThreshold, lists, likedByUser);
        progress?.Report(new TrainingEpoch(1, 1, double.NaN, HeldOutError.Of(model, data), _time.GetElapsedTime(started)));
        return model;
    }

    private static CompressedRows From(CompressedRows rows, float threshold)
    {
        var offsets = new int[rows.Offsets.Length];
        var (columns, values) = (new List<int>(rows.Columns.Length), new List<float>(rows.Columns.Length));
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var i = rows.Offsets[row]; i < rows.Offsets[row + 1]; i++)
            {
                if (rows.Values[i] < threshold)
                    continue;
                columns.Add(rows.Columns[i]);
                values.Add(rows.Values[i]);
            }

            offsets[row + 1] = columns.Count;
        }

        return new CompressedRows(offsets, [.. columns], [.. values]);
    }

    private static RecommenderAlgorithm Define(string name, string summary, Func<ItemKnnRankingOptions> createOptions) =>
        RecommenderAlgorithm.Create(name, summary, predictsStars: false, createOptions, (options, time) => new ItemKnnRankingTrainer(options, time, name), ItemKnnRankingModel.Read);
}
