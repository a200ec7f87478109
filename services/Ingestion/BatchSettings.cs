using MassTransit;

namespace MovieMesh.Ingestion;

/// <summary>The batch rules of both rating queues.</summary>
internal static class BatchSettings
{
    public static void Batch<TConsumer>(this IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<TConsumer> consumer, IngestionOptions options)
        where TConsumer : class, IConsumer
    {
        // One batch more than is being stored, so that the next is full when a store ends.
        endpoint.PrefetchCount = options.BatchSize * (options.ConcurrentBatches + 1);
        consumer.Options<BatchOptions>(batch => batch
            .SetMessageLimit(options.BatchSize)
            .SetTimeLimit(options.BatchWait)
            .SetTimeLimitStart(BatchTimeLimitStart.FromFirst)
            .SetConcurrencyLimit(options.ConcurrentBatches));
    }
}
