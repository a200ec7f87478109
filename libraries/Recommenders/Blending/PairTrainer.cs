using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Blending;

/// <summary>
/// Trains a ranker and a star model on the same data, for a model that makes lists by the one and predicts stars by the other.
/// </summary>
/// <remarks>
/// What minimizes the error in stars makes poor lists, and what makes good lists knows no stars: Cremonesi, Koren and Turrin, "Performance
/// of Recommender Algorithms on Top-N
/// Recommendation Tasks" (RecSys 2010). Each part is trained once, on all that is given, with held-out ratings to stop by where it does
/// that. Safe for concurrent use.
/// </remarks>
public sealed class PairTrainer : IRecommenderTrainer
{
    /// <summary>The <see cref="TrainingEpoch.Part"/> of the ranker's epochs.</summary>
    public const string RankerPart = "ranker";

    /// <summary>The <see cref="TrainingEpoch.Part"/> of the star model's epochs.</summary>
    public const string StarsPart = "stars";

    private readonly Part _ranker;
    private readonly Part _stars;
    private readonly TimeProvider _time;

    /// <summary>A trainer with these settings.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">
    /// An option is out of its range, a part is not known or a pair itself, or the star model does not predict stars.
    /// </exception>
    public PairTrainer(PairOptions? options = null, TimeProvider? time = null)
    {
        options ??= new PairOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_ranker, _stars) = (PartOf(RankerPart, options.Ranker, options), PartOf(StarsPart, options.Stars, options));
        if (!_stars.Algorithm.PredictsStars)
            throw new ValidationException($"'{_stars.Algorithm.Name}' does not predict stars, so it cannot be the star model of a pair.");
    }

    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "pair",
        "A ranker that makes the lists, and a model that predicts stars.",
        predictsStars: true,
        () => new PairOptions(),
        (options, time) => new PairTrainer(options, time),
        PairModel.Read,
        continuesModels: true,
        learnsFromInteractions: true);

    RecommenderModel IRecommenderTrainer.Train(
        TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">
    /// What the parts make use of. Of a pair to start from, each part is gone on with that is of the same algorithm as here, if that can;
    /// the start may be such a part alone.
    /// </param>
    /// <param name="progress">
    /// Told of each epoch of the ranker, then of each of the star model, with numbers that run on; on the calling thread.
    /// </param>
    /// <param name="cancellationToken">Handed to the parts.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentException">A part to start from is of another size.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public PairModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var seen = 0;
        var ranker = TrainPart(_ranker, data.Start?.Ranker, epochsAfter: _stars.Epochs);
        var stars = TrainPart(_stars, data.Start?.StarModel, epochsAfter: 0);
        return new PairModel(FactsOf(ranker, stars), ranker, stars);

        RecommenderModel TrainPart(Part part, RecommenderModel? from, int epochsAfter)
        {
            var before = seen;
            var own = progress is null ? null : new Relay(epoch =>
            {
                seen = before + epoch.Epoch;
                progress.Report(epoch with
                {
                    Epoch = seen,
                    Epochs = before + epoch.Epochs + epochsAfter,
                    Elapsed = _time.GetElapsedTime(started),
                    Part = part.Name,
                    PartEpoch = epoch.Epoch,
                });
            });
            var isContinued = part.Algorithm.ContinuesModels && from?.Algorithm == part.Algorithm.Name;
            var model = part.Trainer.Train(data with { Start = isContinued ? from : null }, own, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return model;
        }
    }

    private Part PartOf(string name, string text, PairOptions options)
    {
        var specification = PartSpecification.Parse(text);
        if (specification.Algorithm == Definition)
            throw new ValidationException("A pair cannot be part of a pair.");
        var own = specification.CreateOptions(options.Seed, options.DegreeOfParallelism);
        var trainer = specification.Algorithm.CreateTrainer(own, _time);
        return new Part(name, specification.Algorithm, trainer, (own as IIterativeOptions)?.Epochs ?? 1);
    }

    /// <summary>
    /// The users and items of both parts, for some know those that nobody rated; maps of ids that are the same are held once.
    /// </summary>
    private static ModelFacts FactsOf(RecommenderModel ranker, RecommenderModel stars)
    {
        var (users, items) = (Union(ranker.UserIds, stars.UserIds), Union(ranker.ItemIds, stars.ItemIds));
        return stars.Facts with
        {
            Algorithm = Definition.Name,
            UserIds = users,
            ItemIds = items,
            UserRatingCounts = Larger(
                users, (ranker.UserIds, ranker.Facts.UserRatingCounts), (stars.UserIds, stars.Facts.UserRatingCounts)),
            ItemRatingCounts = Larger(
                items, (ranker.ItemIds, ranker.Facts.ItemRatingCounts), (stars.ItemIds, stars.Facts.ItemRatingCounts)),
        };
    }

    private static IdIndex Union(IdIndex one, IdIndex other)
    {
        var both = IdIndex.Create([.. one.Ids, .. other.Ids]);
        return both.Count == one.Count ? one : both.Count == other.Count ? other : both;
    }

    private static int[] Larger(IdIndex ids, (IdIndex Ids, int[] Counts) one, (IdIndex Ids, int[] Counts) other)
    {
        var counts = new int[ids.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = Math.Max(
                one.Ids.TryGetIndex(ids[i], out var here) ? one.Counts[here] : 0,
                other.Ids.TryGetIndex(ids[i], out var there) ? other.Counts[there] : 0);
        }

        return counts;
    }

    private sealed record Part(string Name, RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer, int Epochs);

    private sealed class Relay(Action<TrainingEpoch> report) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => report(value);
    }
}
