using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Blending;

namespace MovieMesh.TrainingWorker;

/// <summary>Settings of the training, under <c>Training</c>.</summary>
internal sealed class TrainingOptions
{
    /// <summary>
    /// The algorithm to train first, and whenever a request names none; one of <c>RecommenderAlgorithms</c>. Trainings that nobody asked for keep to the algorithm that
    /// serves. Default <c>pair</c>: <see cref="Ranker"/> makes the lists, <see cref="Stars"/> predicts stars. Each algorithm's own options
    /// stand under <c>Training:Options:NAME</c>, also
    /// where it is a part of the pair.
    /// </summary>
    [Required]
    public string Algorithm { get; set; } = "pair";

    /// <summary>
    /// The part of a pair that makes the lists, with settings in brackets if there are some: <c>ials-features(factors=32)</c>. Default
    /// <see cref="PairOptions.DefaultRanker"/>.
    /// </summary>
    [Required]
    public string Ranker { get; set; } = PairOptions.DefaultRanker;

    /// <summary>The part of a pair that predicts stars, likewise. Default <see cref="PairOptions.DefaultStars"/>.</summary>
    [Required]
    public string Stars { get; set; } = PairOptions.DefaultStars;

    /// <summary>The share of ratings held out to measure a model by, drawn by <see cref="Seed"/>. Default 0.1, from 0.01 to 0.5.</summary>
    [Range(0.01, 0.5)]
    public double HeldOutFraction { get; set; } = 0.1;

    /// <summary>The seed of the split. Default 42.</summary>
    public int Seed { get; set; } = 42;

    /// <summary>
    /// By how many stars a new model's held-out RMSE may exceed the serving model's and still be "not worse": they are measured on ratings
    /// that differ by what came in between.
    /// Default 0.005, from 0 to 1.
    /// </summary>
    [Range(0, 1)]
    public double PromotionTolerance { get; set; } = 0.005;

    /// <summary>
    /// By how much a new model's held-out NDCG@10 may fall short of the serving model's, where one of the two has a ranker for its lists.
    /// Default 0.01, from 0 to 1: it is
    /// the mean over fewer people than there are ratings, so chance moves it more.
    /// </summary>
    [Range(0, 1)]
    public double RankingTolerance { get; set; } = 0.01;

    /// <summary>
    /// After measuring, the model is fitted to all ratings, held-out ones included, before it serves: for so many epochs where the algorithm can go on from a model, else anew.
    /// Default 2, from 1 to 100.
    /// </summary>
    [Range(1, 100)]
    public int FinishingEpochs { get; set; } = 2;

    /// <summary>
    /// Whether a training starts with the factors of the run that serves where algorithm and settings are the same: those that the run was measured by, fitted to none of the ratings
    /// that are held out, which are the same in every run. After an import training starts from nothing. Default true.
    /// </summary>
    public bool WarmStart { get; set; } = true;

    /// <summary>How many earlier models that served are kept in Redis to go back to. Default 3, from 0 to 20.</summary>
    [Range(0, 20)]
    public int KeptModels { get; set; } = 3;

    /// <summary>The most ratings that are predicted before they are learned, a second; of more a sample is. Default 500, from 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MostScoresPerSecond { get; set; } = 500;

    /// <summary>How many of these predictions are kept, those of all models together. Default 100,000, from 1,000 to 10,000,000.</summary>
    [Range(1_000, 10_000_000)]
    public int KeptScores { get; set; } = 100_000;

    /// <summary>How often the watch looks whether the serving model is still in Redis. Default 5 s, from 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(5);
}
