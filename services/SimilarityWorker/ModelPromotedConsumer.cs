using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.SimilarityWorker;

/// <summary>A new serving model wants new lists.</summary>
internal sealed class ModelPromotedConsumer(RebuildPlanner planner) : IConsumer<ModelPromoted>
{
    public async Task Consume(ConsumeContext<ModelPromoted> context)
    {
        foreach (var command in await planner.PlanAsync(context.Message.Version, context.CancellationToken))
        {
            await context.Publish(command);
        }
    }
}
