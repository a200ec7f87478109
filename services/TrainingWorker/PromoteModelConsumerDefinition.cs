using MassTransit;
using MovieMesh.Messaging;

namespace MovieMesh.TrainingWorker;

/// <summary>One at a time and in order: of two promotions the later asked for stands. A queue of its own, so that it waits for no training.</summary>
internal sealed class PromoteModelConsumerDefinition : ConsumerDefinition<PromoteModelConsumer>
{
    public PromoteModelConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<PromoteModelConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.OneReplicaAtATime();
    }
}
