using MassTransit;
using MovieMesh.Messaging;

namespace MovieMesh.Ingestion;

/// <summary>One import at a time in the whole mesh: of all replicas the broker feeds one.</summary>
internal sealed class ImportDatasetConsumerDefinition : ConsumerDefinition<ImportDatasetConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ImportDatasetConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 1;
        endpointConfigurator.ConcurrentMessageLimit = 1;
        endpointConfigurator.OneReplicaAtATime();
    }
}
