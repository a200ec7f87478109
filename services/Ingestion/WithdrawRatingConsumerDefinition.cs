using MassTransit;
using Microsoft.Extensions.Options;

namespace MovieMesh.Ingestion;

internal sealed class WithdrawRatingConsumerDefinition(IOptions<IngestionOptions> options) : ConsumerDefinition<WithdrawRatingConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<WithdrawRatingConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.Batch(consumerConfigurator, options.Value, options.Value.BatchSize);
}
