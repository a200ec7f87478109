using MassTransit;

namespace MovieMesh.SimilarityWorker;

/// <summary>One block at a time per replica, which uses all cores for it; none is hoarded, so that replicas share evenly.</summary>
internal sealed class ComputeSimilaritiesConsumerDefinition : ConsumerDefinition<ComputeSimilaritiesConsumer>
{
    public ComputeSimilaritiesConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ComputeSimilaritiesConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = 1;
}
