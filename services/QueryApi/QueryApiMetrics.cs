using System.Diagnostics.Metrics;
using MovieMesh.Messaging;

namespace MovieMesh.QueryApi;

/// <summary>What the gateway measures beside its requests.</summary>
internal sealed class QueryApiMetrics
{
    private readonly Histogram<double> _foldIn;
    private readonly Histogram<double> _freshness;
    private readonly Counter<long> _userReads;
    private readonly Meter _meter;

    public QueryApiMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create("MovieMesh.QueryApi");
        _foldIn = meter.CreateHistogram<double>("moviemesh.gateway.fold_in.duration", "s", "Time to solve a user's vector.");
        _freshness = meter.CreateHistogram<double>("moviemesh.gateway.rating.freshness", "s", "Time from accepting a rating to seeing it in this replica's memory.");
        _userReads = meter.CreateCounter<long>("moviemesh.gateway.user.reads", "{read}", "Reads of a user's ratings, by whether they were in memory.");
    }

    public void FoldedIn(TimeSpan duration) => _foldIn.Record(duration.TotalSeconds);

    public void Seen(TimeSpan sinceRated) => _freshness.Record(sinceRated.TotalSeconds);

    public void UserRead(bool hit) => _userReads.Add(1, new KeyValuePair<string, object?>("hit", hit));

    /// <summary>The depths of the queues as last seen, told whenever metrics are collected.</summary>
    public void ObserveQueues(Func<IReadOnlyDictionary<string, QueueDepth>> depths) => _meter.CreateObservableGauge(
        "moviemesh.queue.messages",
        () => depths().Select(queue => new Measurement<int>(queue.Value.Messages, new KeyValuePair<string, object?>("messaging.destination.name", queue.Key))),
        "{message}",
        "Messages that waited in a queue when it was last looked at.");
}
