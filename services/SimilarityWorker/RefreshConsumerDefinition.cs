using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Messaging;

namespace MovieMesh.SimilarityWorker;

/// <summary>
/// Who changes lists that serve. Lists are read, changed and written, so all of it goes through one queue: of all replicas the broker feeds one, and hands what that one had in hand to
/// another when it dies.
/// </summary>
internal sealed class RefreshConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    private const int MostBatches = 500;
    private readonly TimeSpan _interval;

    public RefreshConsumerDefinition(IOptions<SimilarityWorkerOptions> options)
    {
        _interval = options.Value.RefreshInterval;
        EndpointName = "similarity-worker-ratings-recorded";
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // One batch more than is being worked on.
        endpointConfigurator.PrefetchCount = 2 * MostBatches;
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(MostBatches)
            .SetTimeLimit(_interval)
            .SetTimeLimitStart(BatchTimeLimitStart.FromFirst)
            .SetConcurrencyLimit(1));
        endpointConfigurator.OneReplicaAtATime();
    }
}
