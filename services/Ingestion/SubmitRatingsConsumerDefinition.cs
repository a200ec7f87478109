using MassTransit;
using Microsoft.Extensions.Options;

namespace MovieMesh.Ingestion;

internal sealed class SubmitRatingsConsumerDefinition(IOptions<IngestionOptions> options) : ConsumerDefinition<SubmitRatingsConsumer>
{
    /// <summary>A message may carry ten thousand ratings, so few are taken ahead.</summary>
    private const int MessagesAtOnce = 16;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<SubmitRatingsConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.Batch(consumerConfigurator, options.Value, MessagesAtOnce);
}
