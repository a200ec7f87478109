using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Status;

/// <summary>How it stands with the queues of the mesh, asked for at most every two seconds however many look.</summary>
internal sealed class QueueReader(QueueDepths depths, DeadLetterStore letters, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    // A broker does not tell which queues it has, short of a plugin. Each is named after its service and its consumer.
    private static readonly (string Service, string[] Consumers)[] Services =
    [
        ("ingestion", ["submit-rating", "submit-ratings", "withdraw-rating", "record-feedback", "forget-user", "import-dataset"]),
        ("training-worker", ["train-model", "promote-model", "prequential", "dataset-imported", "experiment-ended"]),
        ("similarity-worker", ["model-promoted", "compute-similarities", "ratings-recorded"]),
    ];

    private static readonly (string Service, string Name)[] Queues =
        [.. Services.SelectMany(service => service.Consumers.Select(consumer => (service.Service, $"{service.Service}-{consumer}"))), ("ingestion", "dead-letters")];

    private readonly SemaphoreSlim _reading = new(1);
    private IReadOnlyList<QueueStatus> _last = [];
    private long? _readAt;

    public async Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_readAt is not { } readAt || time.GetElapsedTime(readAt) >= Freshness)
            {
                var found = await depths.ReadAsync(Queues.Select(queue => queue.Name), cancellationToken);
                var failed = await letters.CountByQueueAsync(cancellationToken);
                _last = [.. Queues.Select(queue => Describe(queue.Service, queue.Name, found, failed))];
                _readAt = time.GetTimestamp();
            }

            return _last;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private static QueueStatus Describe(string service, string name, IReadOnlyDictionary<string, QueueDepth> found, IReadOnlyDictionary<string, int> failed)
    {
        QueueDepth? depth = found.TryGetValue(name, out var known) ? known : null;
        return new QueueStatus { Name = name, Service = service, Messages = depth?.Messages, Replicas = depth?.Consumers, DeadLetters = failed.GetValueOrDefault(name) };
    }
}
