using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>A new data set makes another model at once.</summary>
internal sealed class DatasetImportedConsumer : IConsumer<DatasetImported>
{
    public Task Consume(ConsumeContext<DatasetImported> context) =>
        context.Message.Failure is null ? context.Publish(TrainingRequests.Create(TrainingRequests.Import)) : Task.CompletedTask;
}
