using MassTransit;
using Microsoft.Extensions.Options;

namespace MovieMesh.Ingestion;

internal sealed class RecordFeedbackConsumerDefinition(IOptions<IngestionOptions> options) : ConsumerDefinition<RecordFeedbackConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RecordFeedbackConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.Batch(consumerConfigurator, options.Value, options.Value.BatchSize);
}
