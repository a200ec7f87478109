using Microsoft.Extensions.Caching.Memory;
using MovieMesh.Storage.Models;

namespace MovieMesh.QueryApi.Models;

/// <summary>Similar lists from Redis, those asked for kept in memory: read again after a moment or when newly published, and served as they are while Redis is away.</summary>
internal sealed class SimilarLists(SimilarityCache cache, TimeProvider time) : IDisposable
{
    private const int MostLists = 50_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = MostLists });
    private long _publications;

    /// <summary>Lists were published, or some put in place of others: those in memory are read again when next asked for.</summary>
    public void Published() => Interlocked.Increment(ref _publications);

    /// <returns>The list, or null while the measure has none.</returns>
    /// <exception cref="CacheUnavailableException">Redis is away, and the list is not in memory.</exception>
    public async Task<VersionedNeighbours?> ReadAsync(string measure, int movieId, CancellationToken cancellationToken)
    {
        var publications = Interlocked.Read(ref _publications);
        var kept = _lists.Get<Kept>((measure, movieId));
        if (kept is not null && kept.Publications == publications && time.GetElapsedTime(kept.ReadAt) < Freshness)
        {
            return kept.List;
        }

        try
        {
            var list = await cache.ReadAsync(measure, movieId, cancellationToken) ?? kept?.List;
            if (list is not null)
            {
                _lists.Set((measure, movieId), new Kept(list, publications, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1 });
            }

            return list;
        }
        catch (CacheUnavailableException) when (kept is not null)
        {
            return kept.List;
        }
    }

    public void Dispose() => _lists.Dispose();

    private sealed record Kept(VersionedNeighbours List, long Publications, long ReadAt);
}
