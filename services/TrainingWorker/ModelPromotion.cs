using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Makes a model the one that serves: in PostgreSQL, then in Redis, then by the event at which every gateway swaps it in whole. An experiment against another model ends.</summary>
/// <remarks>A process that dies in between leaves a champion that Redis does not name, or an experiment without its control, which <see cref="ChampionWatch"/> mends.</remarks>
internal sealed class ModelPromotion(ModelRunStore runs, ExperimentStore experiments, ModelCache cache, ModelRetention retention)
{
    public async Task PromoteAsync(long version, HeldOutAccuracy? heldOut, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        var previous = await runs.PromoteAsync(version, heldOut, cancellationToken);
        await cache.SetCurrentVersionAsync(version, cancellationToken);
        await EndExperimentAsync(version, events, cancellationToken);
        await retention.ApplyAsync(cancellationToken);
        await events.Publish(
            new ModelPromoted { Version = version, PreviousVersion = previous, HeldOutRmse = heldOut?.Rmse, HeldOutNdcg = heldOut?.Ndcg }, cancellationToken);
    }

    /// <summary>Ends an experiment whose control is not the model that serves.</summary>
    public async Task EndExperimentAsync(long champion, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        if (await experiments.EndAsync($"Model {champion} was promoted.", unlessControl: champion, cancellationToken) is { EndReason: { } reason } ended)
        {
            await events.Publish(new ExperimentEnded { ExperimentId = ended.Id, Name = ended.Name, Reason = reason }, cancellationToken);
        }
    }
}
