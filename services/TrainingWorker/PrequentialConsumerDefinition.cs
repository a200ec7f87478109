using MassTransit;
using MovieMesh.Messaging;

namespace MovieMesh.TrainingWorker;

/// <summary>Each rating is predicted once and in order: a single active consumer over all replicas, one message at a time.</summary>
internal sealed class PrequentialConsumerDefinition : ConsumerDefinition<PrequentialConsumer>
{
    public PrequentialConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<PrequentialConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.OneReplicaAtATime();
    }
}
