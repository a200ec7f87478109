using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Makes a model the one that serves: in PostgreSQL, then in Redis, then by the event at which every gateway swaps it in whole.</summary>
/// <remarks>A process that dies in between leaves a champion that Redis does not name, which <see cref="ChampionWatch"/> mends.</remarks>
internal sealed class ModelPromotion(ModelRunStore runs, ModelCache cache, IOptions<TrainingOptions> options)
{
    public async Task PromoteAsync(long version, HeldOutAccuracy? heldOut, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        var previous = await runs.PromoteAsync(version, heldOut, cancellationToken);
        await cache.SetCurrentVersionAsync(version, cancellationToken);
        var kept = options.Value.KeptModels;
        var earlier = await runs.ListPromotedAsync(version, kept + 1, cancellationToken);
        foreach (var run in earlier.Take(kept))
        {
            await cache.KeepAsync(run.Id, cancellationToken);
        }

        foreach (var run in earlier.Skip(kept))
        {
            await cache.DiscardAsync(run.Id, cancellationToken);
        }

        await events.Publish(
            new ModelPromoted { Version = version, PreviousVersion = previous, HeldOutRmse = heldOut?.Rmse, HeldOutNdcg = heldOut?.Ndcg }, cancellationToken);
    }
}
