using MassTransit;
using Microsoft.Extensions.Options;

namespace MovieMesh.Ingestion;

internal sealed class SubmitRatingConsumerDefinition(IOptions<IngestionOptions> options) : ConsumerDefinition<SubmitRatingConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<SubmitRatingConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.Batch(consumerConfigurator, options.Value, options.Value.BatchSize);
}
