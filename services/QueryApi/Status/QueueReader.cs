using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Status;

/// <summary>How it stands with the queues of the mesh and with the dead letters of each.</summary>
internal sealed class QueueReader(QueueWatch queues, DeadLetterStore letters)
{
    public async Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await queues.ReadAsync(cancellationToken);
        var failed = await letters.CountByQueueAsync(cancellationToken);
        return [.. QueueWatch.Queues.Select(queue => Describe(queue.Service, queue.Name, found, failed))];
    }

    private static QueueStatus Describe(string service, string name, IReadOnlyDictionary<string, QueueDepth> found, IReadOnlyDictionary<string, int> failed)
    {
        QueueDepth? depth = found.TryGetValue(name, out var known) ? known : null;
        return new QueueStatus { Name = name, Service = service, Messages = depth?.Messages, Replicas = depth?.Consumers, DeadLetters = failed.GetValueOrDefault(name) };
    }
}
