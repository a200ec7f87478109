using MassTransit;

namespace MovieMesh.TrainingWorker;

/// <summary>The policy counts, so it must hear every event: a single active consumer over all replicas, one message at a time.</summary>
internal sealed class RetrainPolicyConsumerDefinition : ConsumerDefinition<RetrainPolicyConsumer>
{
    public RetrainPolicyConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RetrainPolicyConsumer> consumerConfigurator, IRegistrationContext context)
    {
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator queue)
        {
            queue.SingleActiveConsumer = true;
        }
    }
}
