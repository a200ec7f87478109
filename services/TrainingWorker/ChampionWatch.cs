using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Sees to it that there is a serving model whenever there are ratings: after a flush of Redis, or when a trainer died between promoting and telling.</summary>
internal sealed class ChampionWatch(
    RatingStore ratings, ModelRunStore runs, DatasetStore datasets, ModelCache cache, ModelPromotion promotion, IBus bus, IOptions<TrainingOptions> options, TimeProvider time, ILogger<ChampionWatch> logger)
    : Watch(options.Value.WatchInterval, time, logger)
{
    /// <summary>How long a training that was asked for may take to begin before it is asked for again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long ratings that no model came of are left alone, unless they change: the next try would most likely end the same way.</summary>
    private static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromHours(1);

    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private long? _readable;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var champion = await runs.ReadChampionAsync(cancellationToken);
        if (champion is not null)
        {
            await promotion.EndExperimentAsync(champion.Id, bus, cancellationToken);
        }

        if (champion is not null && await cache.ContainsAsync(champion.Id, cancellationToken) && await IsReadableAsync(champion.Id, cancellationToken))
        {
            if (await cache.ReadCurrentVersionAsync(cancellationToken) != champion.Id)
            {
                await cache.SetCurrentVersionAsync(champion.Id, cancellationToken);
                await bus.Publish(new ModelPromoted { Version = champion.Id, HeldOutRmse = champion.HeldOut?.Rmse, HeldOutNdcg = champion.HeldOut?.Ndcg }, cancellationToken);
            }

            return;
        }

        if (champion is null && (await datasets.ReadCurrentAsync(cancellationToken))?.State != DatasetState.Imported)
        {
            return;
        }

        if (Time.GetUtcNow() - _askedAt < Patience)
        {
            return;
        }

        var newest = (await runs.ListAsync(1, cancellationToken)).SingleOrDefault();
        if (newest?.State == StoredModelRunState.Running || await HasJustFailedAsync(newest, cancellationToken))
        {
            return;
        }

        _askedAt = Time.GetUtcNow();
        var reason = champion is null ? TrainingRequests.Import : TrainingRequests.CacheLost;
        Log.ModelMissing(Logger, reason);

        // A request may wait longer than that for a busy trainer: one run answers all that were made meanwhile.
        await bus.Publish(TrainingRequests.Create(reason, afterRun: newest?.Id ?? 0), cancellationToken);
    }

    /// <summary>Looks once at each champion whether this code can read it; one that another version wrote in another form is let go, so that another takes its place.</summary>
    private async Task<bool> IsReadableAsync(long version, CancellationToken cancellationToken)
    {
        if (_readable != version)
        {
            if (await cache.LoadAsync(version, cancellationToken) is not { } bytes || RecommenderModel.TryLoad(bytes) is null)
            {
                await cache.ForgetAsync(version, cancellationToken);
                return false;
            }

            _readable = version;
        }

        return true;
    }

    /// <summary>Whether no model came of these very ratings. A request may fail by its own fault, such as an unknown algorithm, which says nothing about them.</summary>
    private async Task<bool> HasJustFailedAsync(StoredModelRun? newest, CancellationToken cancellationToken) =>
        newest is { State: StoredModelRunState.Failed, Reason: not TrainingRequests.Request }
        && Time.GetUtcNow() - newest.FinishedAt < PatienceAfterFailure
        && (await ratings.CountChangesAsync(newest.LastSequence, cancellationToken)).Changes == 0;
}
