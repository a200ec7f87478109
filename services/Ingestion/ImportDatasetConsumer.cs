using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.Ingestion;

internal sealed class ImportDatasetConsumer(DatasetImport import) : IConsumer<ImportDataset>
{
    public Task Consume(ConsumeContext<ImportDataset> context) =>
        import.RunAsync(context.Message, context.ReceiveContext.Redelivered, context, context.CancellationToken);
}
