using MassTransit;
using MovieMesh.Messaging;

namespace MovieMesh.TrainingWorker;

/// <summary>
/// One training at a time in the whole mesh: the broker gives the queue to a single active consumer, and hands it (with the unfinished command) to another
/// replica when that one dies.
/// </summary>
internal sealed class TrainModelConsumerDefinition : ConsumerDefinition<TrainModelConsumer>
{
    public TrainModelConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TrainModelConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 1;
        endpointConfigurator.OneReplicaAtATime();
    }
}
