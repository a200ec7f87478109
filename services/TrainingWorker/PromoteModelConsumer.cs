using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Promotes by hand; a model that is gone, or that a person's word came too late for, is rejected with the reason.</summary>
internal sealed class PromoteModelConsumer(ModelPromotion promotion, ModelRunStore runs, ModelCache cache, ILogger<PromoteModelConsumer> logger) : IConsumer<PromoteModel>
{
    public async Task Consume(ConsumeContext<PromoteModel> context)
    {
        var version = context.Message.Version;
        var run = await runs.ReadAsync(version, context.CancellationToken);
        if (run is { State: StoredModelRunState.Promoted or StoredModelRunState.Rejected or StoredModelRunState.Challenger } && await cache.KeepAsync(version, context.CancellationToken))
        {
            await promotion.PromoteAsync(version, run.HeldOut, context, context.CancellationToken);
            Log.PromotedByHand(logger, version, context.Message.Reason);
            return;
        }

        const string Reason = "The model that was to be promoted by hand is not kept any more.";
        Log.ModelRejected(logger, version, Reason);
        var champion = await runs.ReadChampionAsync(context.CancellationToken);
        await context.Publish(new ModelRejected { RunId = version, ChampionVersion = champion?.Id, Reason = Reason }, context.CancellationToken);
    }
}
