using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>Lets the model go that was tried, unless something else keeps it.</summary>
internal sealed class ExperimentEndedConsumer(ModelRetention retention) : IConsumer<ExperimentEnded>
{
    public Task Consume(ConsumeContext<ExperimentEnded> context) => retention.ApplyAsync(context.CancellationToken);
}
