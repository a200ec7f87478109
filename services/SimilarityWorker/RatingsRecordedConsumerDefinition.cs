using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Messaging;

namespace MovieMesh.SimilarityWorker;

/// <summary>
/// Lists are read, changed and written: of all replicas the broker feeds one, and hands what that one had in hand to another when it dies.
/// </summary>
internal sealed class RatingsRecordedConsumerDefinition(IOptions<SimilarityWorkerOptions> options) : ConsumerDefinition<RatingsRecordedConsumer>
{
    private const int MostBatches = 500;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RatingsRecordedConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // One batch more than is being worked on.
        endpointConfigurator.PrefetchCount = 2 * MostBatches;
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(MostBatches)
            .SetTimeLimit(options.Value.RefreshInterval)
            .SetTimeLimitStart(BatchTimeLimitStart.FromFirst)
            .SetConcurrencyLimit(1));
        endpointConfigurator.OneReplicaAtATime();
    }
}
