using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>One training run from the ratings to a serving, or rejected, model.</summary>
internal sealed class ModelTraining(
    RatingStore ratings,
    ModelRunStore runs,
    ModelCache cache,
    IOptions<TrainingOptions> options,
    IOptions<AlsOptions> als,
    TrainingMetrics metrics,
    TimeProvider time,
    ILogger<ModelTraining> logger)
{
    public const string Als = "als";

    private static readonly ActivitySource Source = new("MovieMesh.TrainingWorker");

    public async Task RunAsync(TrainModel request, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        // A redelivered command belongs to a trainer that died: its run will never end by itself.
        await runs.FailAbandonedAsync(cancellationToken);
        var champion = await runs.ReadChampionAsync(cancellationToken);
        var isCached = champion is not null && await cache.ContainsAsync(champion.Id, cancellationToken);
        if (request.Reason is not TrainingRequests.Request && isCached && (await ratings.CountChangesAsync(champion!.LastSequence, cancellationToken)).Changes == 0)
        {
            // Asked for more than once, or seen to by another run meanwhile: there is nothing new to learn.
            Log.TrainingSkipped(logger, request.Reason);
            return;
        }

        var started = time.GetTimestamp();
        var algorithm = request.Algorithm ?? Als;
        var columns = await ratings.ReadAllAsync(cancellationToken);
        var runId = await runs.StartAsync(request.RequestId, algorithm, request.Reason, DescribeSettings(), columns.Count, columns.LastSequence, cancellationToken);
        using var activity = Source.StartActivity("train model");
        activity?.SetTag("moviemesh.model.version", runId);
        activity?.SetTag("moviemesh.model.algorithm", algorithm);
        try
        {
            if (algorithm != Als)
            {
                throw new TrainingException($"There is no algorithm '{algorithm}'; there is '{Als}'.");
            }

            var all = ToRatings(columns);
            Log.TrainingStarted(logger, runId, algorithm, request.Reason, all.Length);
            await events.Publish(
                new TrainingStarted { RunId = runId, RequestId = request.RequestId, Algorithm = algorithm, Reason = request.Reason, Epochs = als.Value.Epochs },
                cancellationToken);
            var (model, heldOutRmse) = await FitAsync(runId, all, events, cancellationToken);
            await cache.SaveAsync(runId, model.ToBytes(), cancellationToken);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            metrics.Trained(algorithm, seconds, heldOutRmse);
            await events.Publish(new ModelTrained { RunId = runId, Algorithm = algorithm, HeldOutRmse = heldOutRmse, Seconds = seconds }, cancellationToken);

            // A champion that measured other data (before an import), or is gone from the cache, is no bar to pass.
            var bar = request.Reason == TrainingRequests.Import || !isCached ? null : champion?.HeldOutRmse + options.Value.PromotionTolerance;
            if (heldOutRmse <= (bar ?? double.PositiveInfinity))
            {
                await PromoteAsync(runId, heldOutRmse, events, cancellationToken);
                Log.ModelPromoted(logger, runId, heldOutRmse, seconds);
            }
            else
            {
                await RejectAsync(runId, heldOutRmse, champion!, events, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is TrainingException or ArithmeticException)
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
    private async Task<(FactorModel Model, double HeldOutRmse)> FitAsync(long runId, Rating[] all, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        var split = Splits.Random(all, options.Value.HeldOutFraction, (ulong)options.Value.Seed);
        if (split.Training.Length == 0 || split.HeldOut.Length == 0)
        {
            throw new TrainingException($"{all.Length} ratings are too few to learn from some and measure by others.");
        }

        await using var progress = new EpochReporter(runId, runs, events, cancellationToken);
        var trainer = new AlsTrainer(als.Value, time);
        var measured = await Task.Run(
            () => trainer.Train(RatingMatrix.Create(split.Training), split.HeldOut, progress: progress, cancellationToken: cancellationToken), cancellationToken);
        var finisher = new AlsTrainer(Finishing(als.Value), time);
        var model = await Task.Run(() => finisher.Train(RatingMatrix.Create(all), start: measured, cancellationToken: cancellationToken), cancellationToken);
        return (model, progress.BestHeldOutRmse);
    }

    private async Task PromoteAsync(long runId, double heldOutRmse, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        var previous = await runs.PromoteAsync(runId, heldOutRmse, cancellationToken);
        await cache.SetCurrentVersionAsync(runId, cancellationToken);
        await events.Publish(new ModelPromoted { Version = runId, PreviousVersion = previous, HeldOutRmse = heldOutRmse }, cancellationToken);
    }

    private async Task RejectAsync(long runId, double heldOutRmse, StoredModelRun champion, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"held-out RMSE {heldOutRmse:F4} is worse than version {champion.Id}'s {champion.HeldOutRmse:F4} by more than {options.Value.PromotionTolerance}");
        Log.ModelRejected(logger, runId, note);
        await runs.RejectAsync(runId, heldOutRmse, note, cancellationToken);
        await cache.DiscardAsync(runId, cancellationToken);
        await events.Publish(new ModelRejected { RunId = runId, ChampionVersion = champion.Id, Reason = note }, cancellationToken);
    }

    private Dictionary<string, string> DescribeSettings() => new(StringComparer.Ordinal)
    {
        ["factors"] = Text(als.Value.Factors),
        ["regularization"] = Text(als.Value.Regularization),
        ["biasRegularization"] = Text(als.Value.BiasRegularization),
        ["epochs"] = Text(als.Value.Epochs),
        ["seed"] = Text(als.Value.Seed),
        ["heldOutFraction"] = Text(options.Value.HeldOutFraction),
        ["splitSeed"] = Text(options.Value.Seed),
    };

    private AlsOptions Finishing(AlsOptions settings) => new()
    {
        Factors = settings.Factors,
        Regularization = settings.Regularization,
        RegularizationExponent = settings.RegularizationExponent,
        BiasRegularization = settings.BiasRegularization,
        Seed = settings.Seed,
        DegreeOfParallelism = settings.DegreeOfParallelism,
        Epochs = options.Value.FinishingEpochs,
    };

    private static Rating[] ToRatings(RatingColumns columns)
    {
        var all = new Rating[columns.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new Rating(columns.UserIds[i], columns.MovieIds[i], columns.Stars[i]);
        }

        return all;
    }

    private static string Text(IFormattable value) => value.ToString(format: null, CultureInfo.InvariantCulture);
}
