using System.Globalization;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;

namespace MovieMesh.QueryApi.Status;

/// <summary>How long the queues of the mesh are, as last seen: tells when one is too long or read by nobody, and when no more may be taken in.</summary>
/// <remarks>It looks when somebody asks or something is taken in, not by a clock, so that a gateway nobody uses stays asleep.</remarks>
internal sealed class QueueWatch : IDisposable
{
    private const string Ingestion = "ingestion";

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QuietAge = TimeSpan.FromSeconds(10);

    // A broker does not tell which queues it has, short of a plugin. Each is named after its service and its consumer.
    private static readonly (string Service, string[] Consumers)[] Services =
    [
        (Ingestion, ["submit-rating", "submit-ratings", "withdraw-rating", "record-feedback", "forget-user", "import-dataset"]),
        ("training-worker", ["train-model", "promote-model", "prequential", "dataset-imported", "experiment-ended"]),
        ("similarity-worker", ["model-promoted", "compute-similarities", "ratings-recorded"]),
    ];

    private readonly QueueDepths _depths;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueWatch> _logger;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Reading _last = new(new Dictionary<string, QueueDepth>(StringComparer.Ordinal), [], 0, null);
    private int _isLooking;

    public QueueWatch(QueueDepths depths, IOptions<GatewayOptions> options, QueryApiMetrics metrics, TimeProvider time, ILogger<QueueWatch> logger)
    {
        (_depths, _options, _time, _logger) = (depths, options.Value, time, logger);
        metrics.ObserveQueues(() => _last.Depths);
    }

    public static IReadOnlyList<(string Service, string Name)> Queues { get; } =
        [.. Services.SelectMany(service => service.Consumers.Select(consumer => (service.Service, $"{service.Service}-{consumer}"))), (Ingestion, "dead-letters")];

    /// <summary>What is the matter with the queues, as last seen.</summary>
    public IReadOnlyList<QueueAlarm> Alarms => _last.Alarms;

    /// <summary>Whether so much waits to be recorded that no more may be taken in. Never waits for the broker.</summary>
    public bool IsFull()
    {
        if (IsOlderThan(Age))
        {
            Look();
        }

        return _last.Waiting >= _options.MostQueued;
    }

    /// <summary>Reads the depths, unless that was done a moment ago.</summary>
    /// <exception cref="BrokerUnavailableException">The broker does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, QueueDepth>> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (IsOlderThan(Age))
            {
                Take(await _depths.ReadAsync(Queues.Select(queue => queue.Name), cancellationToken));
            }

            return _last.Depths;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Has the queues looked at again where the last look was some time ago, for those who ask regularly.</summary>
    public void LookNowAndThen()
    {
        if (IsOlderThan(QuietAge))
        {
            Look();
        }
    }

    public void Dispose() => _reading.Dispose();

    private bool IsOlderThan(TimeSpan age) => _last.At is not { } at || _time.GetElapsedTime(at) >= age;

    private void Look()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            // Of no one request: neither of its trace nor of its end.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(LookAsync);
            }
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await ReadAsync(CancellationToken.None);
        }
        catch (BrokerUnavailableException)
        {
            // What was last seen stands. That the broker is away, others tell.
            _last = _last with { At = _time.GetTimestamp() };
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private void Take(IReadOnlyDictionary<string, QueueDepth> depths)
    {
        var alarms = new List<QueueAlarm>();
        var waiting = 0L;
        foreach (var (service, name) in Queues)
        {
            if (!depths.TryGetValue(name, out var depth))
            {
                continue;
            }

            waiting += service == Ingestion ? depth.Messages : 0;
            if (depth.Consumers == 0)
            {
                alarms.Add(new QueueAlarm { Queue = name, Problem = string.Create(CultureInfo.InvariantCulture, $"Nobody reads it; {depth.Messages} messages wait.") });
            }
            else if (depth.Messages > _options.LongQueue)
            {
                alarms.Add(new QueueAlarm { Queue = name, Problem = string.Create(CultureInfo.InvariantCulture, $"{depth.Messages} messages wait.") });
            }
        }

        var before = _last.Alarms.Select(alarm => alarm.Queue).ToHashSet(StringComparer.Ordinal);
        foreach (var alarm in alarms.Where(alarm => !before.Remove(alarm.Queue)))
        {
            Log.QueueAlarm(_logger, alarm.Queue, alarm.Problem);
        }

        foreach (var queue in before)
        {
            Log.QueueRecovered(_logger, queue);
        }

        _last = new Reading(depths, alarms, waiting, _time.GetTimestamp());
    }

    /// <param name="Depths">By queue.</param>
    /// <param name="Alarms">What is the matter.</param>
    /// <param name="Waiting">How many messages wait to be recorded.</param>
    /// <param name="At">When it was read; null before the first time.</param>
    private sealed record Reading(IReadOnlyDictionary<string, QueueDepth> Depths, IReadOnlyList<QueueAlarm> Alarms, long Waiting, long? At);
}
