using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>Trains on command.</summary>
internal sealed class TrainModelConsumer(ModelTraining training) : IConsumer<TrainModel>
{
    public Task Consume(ConsumeContext<TrainModel> context) => training.RunAsync(context.Message, context, context.CancellationToken);
}
