using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Looks every few seconds how near the next training is, shows it, and asks for one when it is due.</summary>
/// <remarks>Every replica looks, by the same facts from the stores. A request names the newest run, and is void once there is a newer: so of several only one is followed.</remarks>
internal sealed class RetrainWatch(
    RatingStore ratings, ModelRunStore runs, PrequentialStore scores, ExperimentStore experiments, ModelCache cache, IBus bus, IOptions<RetrainOptions> options, TrainingMetrics metrics, TimeProvider time, ILogger<RetrainWatch> logger)
    : Watch(options.Value.Interval, time, logger)
{
    private long? _askedAfter;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await runs.ReadNewestAsync(cancellationToken) is not { } newest)
        {
            return;
        }

        var champion = await runs.ReadChampionAsync(cancellationToken);
        if (champion is not null)
        {
            metrics.Serves(Time.GetUtcNow() - champion.StartedAt);
        }

        var (newRatings, _) = await ratings.CountChangesAsync(newest.LastSequence, cancellationToken);
        var window = champion is null ? null : await scores.ReadWindowAsync(champion.Id, newest.LastSequence, options.Value.DriftWindow, cancellationToken);
        var experiment = await experiments.ReadRunningAsync(cancellationToken);
        var status = RetrainPolicy.Judge(new RetrainFacts(newest, champion, newRatings, window), options.Value, Time.GetUtcNow()) with { HeldBackBy = experiment?.Name };
        await cache.SavePolicyAsync(JsonSerializer.Serialize(status, JsonSerializerOptions.Web), cancellationToken);

        // A request may wait in the queue behind a training that somebody asked for: one is enough.
        if (RetrainPolicy.Reason(status) is { } reason && _askedAfter != newest.Id)
        {
            Log.RetrainDue(Logger, reason, newest.Id);
            await bus.Publish(TrainingRequests.Create(reason, afterRun: newest.Id), cancellationToken);
            _askedAfter = newest.Id;
        }
    }
}
