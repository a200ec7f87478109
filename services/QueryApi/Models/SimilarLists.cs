using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using MovieMesh.Storage.Models;

namespace MovieMesh.QueryApi.Models;

/// <summary>Similar lists from Redis, those asked for kept in memory: read again after a moment or when newly published, and served as they are while Redis is away.</summary>
internal sealed class SimilarLists(SimilarityCache cache, IOptions<GatewayOptions> options, TimeProvider time) : IDisposable
{
    private const int MostLists = 50_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = MostLists });
    private long _publications;
    private long _lastAway = long.MinValue;

    /// <summary>Lists were published, or some put in place of others: those in memory are read again when next asked for.</summary>
    public void Published() => Interlocked.Increment(ref _publications);

    /// <summary>A list; while Redis is away or slow, as last known.</summary>
    public async Task<KnownList> ReadAsync(string measure, int movieId, CancellationToken cancellationToken)
    {
        var publications = Interlocked.Read(ref _publications);
        var kept = _lists.Get<Kept>((measure, movieId));
        if (kept is not null && kept.Publications == publications && time.GetElapsedTime(kept.ReadAt) < Freshness)
        {
            return new KnownList(kept.List, false);
        }

        // Who asks for many lists would else wait for each.
        if (IsAway())
        {
            return new KnownList(kept?.List, true);
        }

        try
        {
            var list = await cache.ReadAsync(measure, movieId, cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken) ?? kept?.List;
            if (list is not null)
            {
                _lists.Set((measure, movieId), new Kept(list, publications, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1 });
            }

            return new KnownList(list, false);
        }
        catch (Exception exception) when (exception is CacheUnavailableException or TimeoutException)
        {
            Interlocked.Exchange(ref _lastAway, time.GetTimestamp());
            return new KnownList(kept?.List, true);
        }
    }

    private bool IsAway() => Interlocked.Read(ref _lastAway) is var last and not long.MinValue && time.GetElapsedTime(last) < options.Value.RetryInterval;

    public void Dispose() => _lists.Dispose();

    private sealed record Kept(VersionedNeighbours List, long Publications, long ReadAt);
}
