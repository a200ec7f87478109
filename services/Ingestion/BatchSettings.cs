using MassTransit;

namespace MovieMesh.Ingestion;

/// <summary>The batch rules of the rating queues.</summary>
internal static class BatchSettings
{
    public static void Batch<TConsumer>(this IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<TConsumer> consumer, IngestionOptions options, int messageLimit)
        where TConsumer : class, IConsumer
    {
        // One batch more than is being stored, so that the next is full when a store ends.
        endpoint.PrefetchCount = messageLimit * (options.ConcurrentBatches + 1);
        consumer.Options<BatchOptions>(batch => batch
            .SetMessageLimit(messageLimit)
            .SetTimeLimit(options.BatchWait)
            .SetTimeLimitStart(BatchTimeLimitStart.FromFirst)
            .SetConcurrencyLimit(options.ConcurrentBatches));
    }
}
