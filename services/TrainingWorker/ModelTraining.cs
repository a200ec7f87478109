using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>One training run from the ratings to a serving, or rejected, model.</summary>
internal sealed class ModelTraining(
    RatingStore ratings,
    RatingSnapshot snapshot,
    MovieStore movies,
    FeedbackStore feedback,
    ModelRunStore runs,
    ModelCache cache,
    ModelPromotion promotion,
    ModelRetention retention,
    IOptions<TrainingOptions> options,
    IOptions<FeedbackWeights> weights,
    AlgorithmSettings settings,
    TrainingCancellations cancellations,
    TrainingMetrics metrics,
    TimeProvider time,
    ILogger<ModelTraining> logger)
{
    private const string Cancelled = "Somebody cancelled it.";
    private const int RankedPlaces = 10;
    private const int MostRankedUsers = 2_000;

    private static readonly ActivitySource Source = new("MovieMesh.TrainingWorker");

    public async Task RunAsync(TrainModel request, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        // A redelivered command belongs to a trainer that died: its run will never end by itself.
        await runs.FailAbandonedAsync(cancellationToken);
        var newest = await runs.ReadNewestAsync(cancellationToken);
        if (newest?.Id > request.AfterRun && newest.RequestId != request.RequestId)
        {
            Log.TrainingSkipped(logger, request.Reason);
            return;
        }

        var champion = await runs.ReadChampionAsync(cancellationToken);
        var isCached = champion is not null && await cache.ContainsAsync(champion.Id, cancellationToken);
        if (request.Reason is not TrainingRequests.Request && isCached && (await ratings.CountChangesAsync(champion!.LastSequence, cancellationToken)).Changes == 0)
        {
            // Asked for more than once, or seen to by another run meanwhile: there is nothing new to learn.
            Log.TrainingSkipped(logger, request.Reason);
            return;
        }

        var started = time.GetTimestamp();
        var source = await TrainingSource.ReadAsync(snapshot, movies, cancellationToken);
        var name = request.Algorithm ?? (request.Reason == TrainingRequests.Request ? null : champion?.Algorithm) ?? options.Value.Algorithm;
        var algorithm = RecommenderAlgorithms.Find(name);
        if (algorithm is { LearnsFromInteractions: true })
        {
            var given = weights.Value.Sum(await feedback.ReadAllAsync(cancellationToken));
            source = source with { Interactions = [.. given.Select(one => new Interaction(one.UserId, one.MovieId, one.Weight))] };
        }

        var algorithmOptions = algorithm is null ? null : settings.OptionsOf(algorithm, options.Value);
        var described = Describe(algorithmOptions);
        if (algorithm is { LearnsFromInteractions: true })
        {
            foreach (var (kind, weight) in AlgorithmSettings.Describe(weights.Value))
            {
                described[$"feedback.{kind}"] = weight;
            }
        }

        var runId = await runs.StartAsync(request.RequestId, name, request.Reason, described, source.Ratings.Count, source.Ratings.LastSequence, cancellationToken);
        using var running = cancellations.Begin(runId, cancellationToken);
        using var activity = Source.StartActivity("train model");
        activity?.SetTag("moviemesh.model.version", runId);
        activity?.SetTag("moviemesh.model.algorithm", name);
        try
        {
            if (algorithm is null || algorithmOptions is null)
            {
                throw new TrainingException(AlgorithmSettings.Unknown(name));
            }

            Log.TrainingStarted(logger, runId, name, request.Reason, source.Ratings.Count);
            await events.Publish(
                new TrainingStarted
                {
                    RunId = runId,
                    RequestId = request.RequestId,
                    Algorithm = name,
                    Reason = request.Reason,
                    Epochs = EpochsOf(algorithmOptions),
                },
                cancellationToken);
            var start = algorithm.ContinuesModels && request.Reason != TrainingRequests.Import && IsContinued(champion, name, described)
                ? await ReadStartAsync(runId, champion!.Id, cancellationToken)
                : null;
            var (measured, model, heldOut) = await FitAsync(runId, algorithm, algorithmOptions, source, start, events, running.Token);
            if (StartOf(measured) is { } kept)
            {
                await cache.SaveStartAsync(runId, kept.WithoutUsers().ToBytes(), cancellationToken);
            }

            await cache.SaveAsync(runId, model.ToBytes(), cancellationToken);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            metrics.Trained(name, seconds, heldOut);
            if (!request.Promote)
            {
                await runs.KeepAsync(runId, heldOut, cancellationToken);
                await retention.ApplyAsync(cancellationToken);
            }

            await events.Publish(
                new ModelTrained { RunId = runId, Algorithm = name, HeldOutRmse = heldOut.Rmse, HeldOutNdcg = heldOut.Ndcg, Seconds = seconds }, cancellationToken);

            if (!request.Promote)
            {
                Log.ChallengerKept(logger, runId, Words(heldOut), seconds);
                return;
            }

            // A champion that measured other data (before an import), or is gone from the cache, is no bar to pass.
            var bar = request.Reason == TrainingRequests.Import || !isCached ? null : champion;
            if (Shortfall(model, heldOut, bar) is not { } shortfall)
            {
                await promotion.PromoteAsync(runId, heldOut, events, cancellationToken);
                Log.ModelPromoted(logger, runId, Words(heldOut), seconds);
            }
            else
            {
                await RejectAsync(runId, heldOut, champion!, shortfall, events, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (running.IsAskedFor && !cancellationToken.IsCancellationRequested)
        {
            Log.TrainingFailed(logger, runId, Cancelled);
            await runs.FailAsync(runId, Cancelled, cancellationToken);
            await events.Publish(new ModelRejected { RunId = runId, ChampionVersion = champion?.Id, Reason = Cancelled }, cancellationToken);
        }
        catch (Exception exception) when (exception is TrainingException or ArgumentException or ArithmeticException)
        {
            Log.TrainingFailed(logger, runId, exception.Message);
            await runs.FailAsync(runId, exception.Message, cancellationToken);
            await events.Publish(new ModelRejected { RunId = runId, ChampionVersion = champion?.Id, Reason = exception.Message }, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !StoreFaults.IsAway(exception))
        {
            // A defect: the command goes to the dead letters with the exception, and the run must not look as if it went on.
            await runs.FailAsync(runId, "The training worker failed; see its log.", CancellationToken.None);
            throw;
        }
    }

    /// <summary>Measures on a split, then finishes on everything: what serves has learned from every rating, what is reported has not seen the ratings it is measured by.</summary>
    private async Task<(RecommenderModel Measured, RecommenderModel Model, HeldOutAccuracy HeldOut)> FitAsync(
        long runId,
        RecommenderAlgorithm algorithm,
        object algorithmOptions,
        TrainingSource source,
        RecommenderModel? start,
        IPublishEndpoint events,
        CancellationToken cancellationToken)
    {
        var learned = source.Split(options.Value.HeldOutFraction, (ulong)options.Value.Seed) with { Start = start };
        await using var progress = new EpochReporter(runId, runs, events, cancellationToken);
        var measured = await Task.Run(() => algorithm.CreateTrainer(algorithmOptions, time).Train(learned, progress, cancellationToken), cancellationToken);
        var heldOut = await Task.Run(() => Measure(measured, learned, cancellationToken), cancellationToken);
        algorithmOptions = ToFinish(algorithm, algorithmOptions, progress);
        var everything = source.Everything() with { Start = algorithm.ContinuesModels ? measured : null };
        var model = await Task.Run(() => algorithm.CreateTrainer(algorithmOptions, time).Train(everything, cancellationToken: cancellationToken), cancellationToken);
        return (measured, model, heldOut);
    }

    /// <summary>
    /// The options to fit a measured model to everything: for a few epochs where the algorithm goes on from it, else anew, for as many as
    /// were best.
    /// </summary>
    private object ToFinish(RecommenderAlgorithm algorithm, object algorithmOptions, EpochReporter progress)
    {
        if (algorithmOptions is PairOptions pair)
        {
            return new PairOptions
            {
                Ranker = PartToFinish(pair.Ranker, PairTrainer.RankerPart),
                Stars = PartToFinish(pair.Stars, PairTrainer.StarsPart),
                Seed = pair.Seed,
                DegreeOfParallelism = pair.DegreeOfParallelism,
            };
        }

        if (algorithmOptions is IIterativeOptions iterative)
        {
            iterative.Epochs = Epochs(algorithm, iterative, part: null);
        }

        return algorithmOptions;

        string PartToFinish(string text, string name)
        {
            var part = PartSpecification.Parse(text);
            return part.CreateOptions() is IIterativeOptions own
                ? part.With(nameof(own.Epochs), Epochs(part.Algorithm, own, name).ToString(CultureInfo.InvariantCulture)).ToString()
                : text;
        }

        int Epochs(RecommenderAlgorithm one, IIterativeOptions own, string? part) => one.ContinuesModels
            ? options.Value.FinishingEpochs
            : progress.BestEpoch(part) ?? own.Epochs;
    }

    /// <summary>
    /// What the next run may start from: the model, or of a pair the part that is gone on with, for the other may be large.
    /// </summary>
    private static RecommenderModel? StartOf(RecommenderModel measured)
    {
        var all = new[] { measured.Ranker, measured.StarModel }.Distinct();
        RecommenderModel[] parts = [.. all.Where(part => RecommenderAlgorithms.Find(part.Algorithm)!.ContinuesModels)];
        return parts.Length > 1 ? measured : parts.SingleOrDefault();
    }

    private static int EpochsOf(object algorithmOptions) => algorithmOptions is PairOptions pair
        ? new[] { pair.Ranker, pair.Stars }.Sum(part => EpochsOf(PartSpecification.Parse(part).CreateOptions()))
        : (algorithmOptions as IIterativeOptions)?.Epochs ?? 1;

    /// <summary>Whether a run is the champion's over again, on newer ratings: another split would measure by ratings that the champion's factors have seen.</summary>
    private bool IsContinued(StoredModelRun? champion, string algorithm, Dictionary<string, string> described) =>
        options.Value.WarmStart
        && champion?.Algorithm == algorithm
        && champion.Settings.Count == described.Count
        && described.All(setting => champion.Settings.TryGetValue(setting.Key, out var before) && before == setting.Value);

    /// <summary>What the champion was measured by, not what serves: that has learned from the ratings that this run holds out too, and its error would be a lie.</summary>
    private async Task<RecommenderModel?> ReadStartAsync(long runId, long from, CancellationToken cancellationToken)
    {
        if (await cache.LoadStartAsync(from, cancellationToken) is not { } bytes || RecommenderModel.TryLoad(bytes) is not { } start)
        {
            return null;
        }

        Log.StartedWarm(logger, runId, from);
        await runs.StartWarmAsync(runId, from, cancellationToken);
        return start;
    }

    private static HeldOutAccuracy Measure(RecommenderModel model, TrainingData data, CancellationToken cancellationToken)
    {
        var heldOut = data.HeldOut.ToArray();
        double? rmse = model.PredictsStars ? RatingAccuracy.Of(heldOut, model).Rmse : null;

        // Ranking the whole catalogue for every user of a large data set would take longer than the training.
        var users = heldOut.Select(rating => rating.UserId).Distinct().Order().ToArray();
        var step = (users.Length + MostRankedUsers - 1) / MostRankedUsers;
        var ranked = users.Where((_, i) => i % step == 0).ToHashSet();
        var lists = UserRanking.Make(model, data.Ratings, heldOut.Where(rating => ranked.Contains(rating.UserId)).ToArray(), RankedPlaces, cancellationToken: cancellationToken);
        return new HeldOutAccuracy(rmse, lists.Length == 0 ? null : RankingAccuracy.Of(lists, RankedPlaces).Ndcg);
    }

    /// <returns>
    /// In words what makes the challenger worse than the champion; null when it is not, or there is no champion. Stars are compared where
    /// both predict them, lists where one of the two
    /// has a ranker for them, or stars cannot be.
    /// </returns>
    private string? Shortfall(RecommenderModel challenger, HeldOutAccuracy heldOut, StoredModelRun? champion)
    {
        if (champion?.HeldOut is not { } bar)
        {
            return null;
        }

        if (heldOut.Rmse is null && bar.Rmse is not null)
        {
            // Lists may be better for it, but people would miss their stars: that is for people to decide.
            return $"it predicts no stars, as version {champion.Id} does";
        }

        var hasRanker = challenger.Ranker != challenger.StarModel || IsPair(champion.Algorithm);
        var (most, least) = (bar.Rmse + options.Value.PromotionTolerance, bar.Ndcg - options.Value.RankingTolerance);
        var shortfalls = new List<string>();
        if (heldOut.Rmse > most)
        {
            shortfalls.Add(Worse(hasRanker ? "the star model's " : "", "held-out RMSE", heldOut.Rmse, bar.Rmse, options.Value.PromotionTolerance));
        }

        if ((hasRanker || heldOut.Rmse is null || bar.Rmse is null) && (heldOut.Ndcg ?? 0) < least)
        {
            shortfalls.Add(Worse(hasRanker ? "the ranker's " : "", "held-out NDCG@10", heldOut.Ndcg ?? 0, bar.Ndcg, options.Value.RankingTolerance));
        }

        return shortfalls.Count == 0 ? null : string.Join(", and ", shortfalls);

        string Worse(string whose, string what, double? own, double? other, double tolerance) => string.Create(
            CultureInfo.InvariantCulture, $"{whose}{what} {own:F4} is worse than version {champion.Id}'s {other:F4} by more than {tolerance}");
    }

    private static bool IsPair(string algorithm) => RecommenderAlgorithms.Find(algorithm)?.CreateOptions() is PairOptions;

    private async Task RejectAsync(
        long runId, HeldOutAccuracy heldOut, StoredModelRun champion, string shortfall, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        Log.ModelRejected(logger, runId, shortfall);
        await runs.RejectAsync(runId, heldOut, shortfall, cancellationToken);
        await cache.DiscardAsync(runId, cancellationToken);
        await events.Publish(new ModelRejected { RunId = runId, ChampionVersion = champion.Id, Reason = shortfall }, cancellationToken);
    }

    private Dictionary<string, string> Describe(object? algorithmOptions)
    {
        var described = algorithmOptions is null ? new Dictionary<string, string>(StringComparer.Ordinal) : AlgorithmSettings.Describe(algorithmOptions);
        described["heldOutFraction"] = options.Value.HeldOutFraction.ToString(CultureInfo.InvariantCulture);
        described["splitSeed"] = options.Value.Seed.ToString(CultureInfo.InvariantCulture);
        return described;
    }

    private static string Words(HeldOutAccuracy heldOut) => string.Join(", ", new[]
    {
        heldOut.Rmse is { } rmse ? string.Create(CultureInfo.InvariantCulture, $"held-out RMSE {rmse:F4}") : null,
        heldOut.Ndcg is { } ndcg ? string.Create(CultureInfo.InvariantCulture, $"held-out NDCG@10 {ndcg:F4}") : null,
    }.OfType<string>());
}
