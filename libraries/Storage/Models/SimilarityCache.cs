using StackExchange.Redis;

namespace MovieMesh.Storage.Models;

/// <summary>Top-k similar lists in Redis, each set under measure and version, and a pointer per measure to the set that serves.</summary>
/// <remarks>Every call throws <see cref="CacheUnavailableException"/> while Redis is away.</remarks>
public sealed class SimilarityCache
{
    private readonly RedisConnection _redis;

    internal SimilarityCache(RedisConnection redis) => _redis = redis;

    /// <summary>Claims the cutting of a rebuild into blocks: true for the first caller, false for the others until the claim expires after a minute.</summary>
    public Task<bool> TryPlanAsync(long version, string measure, CancellationToken cancellationToken) => _redis.CallAsync(
        "SET",
        database => database.StringSetAsync(RedisKeys.SimilarityPlan(measure, version), 1, RedisKeys.PlanLease, When.NotExists),
        cancellationToken);

    /// <summary>Writes one block's lists, which expire after an hour unless they are published. Writing a block again changes nothing.</summary>
    /// <param name="version">The version.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="block">The block.</param>
    /// <param name="sequence">The sequence number that the ratings went up to of which the lists were made.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many of the version's blocks are written by now.</returns>
    public async Task<int> SaveBlockAsync(long version, string measure, int block, long sequence, IReadOnlyList<SimilarList> lists, CancellationToken cancellationToken)
    {
        var entries = new HashEntry[lists.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new HashEntry(lists[i].MovieId, PackedNeighbours.Pack(lists[i].Neighbours));
        }

        return await _redis.CallAsync(
            "HMSET",
            async database =>
            {
                if (entries.Length > 0)
                {
                    // Lists that never come to serve, as another model does before they are complete, must not stay for good.
                    var lists = RedisKeys.Similarities(measure, version);
                    await database.HashSetAsync(lists, entries);
                    await database.KeyExpireAsync(lists, RedisKeys.UnfinishedLists);
                }

                var blocks = RedisKeys.SimilarityBlocks(measure, version);
                await database.HashSetAsync(blocks, block, sequence, When.NotExists);
                await database.KeyExpireAsync(blocks, RedisKeys.UnfinishedLists);
                return (int)await database.HashLengthAsync(blocks);
            },
            cancellationToken);
    }

    /// <summary>The sequence number up to which every block of a version knows the ratings; null when no block was written within the hour.</summary>
    public async Task<long?> ReadSequenceAsync(long version, string measure, CancellationToken cancellationToken) =>
        await _redis.CallAsync("HVALS", database => database.HashValuesAsync(RedisKeys.SimilarityBlocks(measure, version)), cancellationToken) is { Length: > 0 } sequences
            ? sequences.Min(sequence => (long)sequence)
            : null;

    /// <summary>Puts lists in place of others under a version that serves.</summary>
    public async Task ReplaceAsync(long version, string measure, IReadOnlyList<SimilarList> lists, CancellationToken cancellationToken)
    {
        await _redis.CallAsync(
            "HMSET",
            async database =>
            {
                await database.HashSetAsync(RedisKeys.Similarities(measure, version), [.. lists.Select(list => new HashEntry(list.MovieId, PackedNeighbours.Pack(list.Neighbours)))]);
                return true;
            },
            cancellationToken);

        // Another version may serve since it was asked which does; then these lists may have been gone already, and what was written now would stay.
        await DiscardAsync(version, measure, cancellationToken);
    }

    /// <summary>Lets lists go that do not serve and will not, as another model came before they were complete; lists that serve stay.</summary>
    public async Task DiscardAsync(long version, string measure, CancellationToken cancellationToken)
    {
        if (await ReadCurrentVersionAsync(measure, cancellationToken) != version)
        {
            await _redis.CallAsync(
                "EXPIRE",
                async database =>
                {
                    await database.KeyDeleteAsync(RedisKeys.SimilarityBlocks(measure, version));
                    return await database.KeyExpireAsync(RedisKeys.Similarities(measure, version), RedisKeys.SupersededLists);
                },
                cancellationToken);
        }
    }

    /// <summary>The lists of some movies under a version, in the order asked; empty ones for movies that have none.</summary>
    public async Task<IReadOnlyList<SimilarList>> ReadManyAsync(long version, string measure, IReadOnlyList<int> movieIds, CancellationToken cancellationToken)
    {
        if (movieIds.Count == 0)
        {
            return [];
        }

        var packed = await _redis.CallAsync(
            "HMGET", database => database.HashGetAsync(RedisKeys.Similarities(measure, version), [.. movieIds.Select(id => (RedisValue)id)]), cancellationToken);
        return [.. movieIds.Select((id, place) => new SimilarList(id, (byte[]?)packed[place] is { } bytes ? PackedNeighbours.Unpack(bytes) ?? [] : []))];
    }

    /// <summary>Makes a version's lists the ones that serve; those before expire a minute later.</summary>
    /// <returns>Whether they did not serve already: true for one caller of several.</returns>
    public async Task<bool> PublishAsync(long version, string measure, CancellationToken cancellationToken)
    {
        var current = RedisKeys.CurrentSimilarities(measure);
        await _redis.CallAsync("PERSIST", database => database.KeyPersistAsync(RedisKeys.Similarities(measure, version)), cancellationToken);
        var previous = (long?)await _redis.CallAsync("GETSET", database => database.StringGetSetAsync(current, version), cancellationToken);
        if (previous is { } superseded && superseded != version)
        {
            await DiscardAsync(superseded, measure, cancellationToken);
        }

        return previous != version;
    }

    /// <summary>The version whose lists serve, or null when none do, or Redis was flushed.</summary>
    public async Task<long?> ReadCurrentVersionAsync(string measure, CancellationToken cancellationToken) =>
        (long?)await _redis.CallAsync("GET", database => database.StringGetAsync(RedisKeys.CurrentSimilarities(measure)), cancellationToken);

    /// <summary>Deletes the lists that serve when they are of a layout that this code does not know, as another version of it leaves behind: then they are rebuilt as after a flush.</summary>
    /// <returns>Whether they were.</returns>
    public async Task<bool> ForgetUnreadableAsync(string measure, CancellationToken cancellationToken)
    {
        if (await ReadCurrentVersionAsync(measure, cancellationToken) is not { } version)
        {
            return false;
        }

        var lists = RedisKeys.Similarities(measure, version);
        byte[]? one = await _redis.CallAsync("HSCAN", database => Task.Run(() => database.HashScan(lists, default, 1, CommandFlags.None).FirstOrDefault().Value), cancellationToken);
        if (one is null || PackedNeighbours.Unpack(one) is not null)
        {
            return false;
        }

        // The pointer first: nobody reads what is half gone.
        RedisKey[] keys = [RedisKeys.CurrentSimilarities(measure), lists, RedisKeys.SimilarityBlocks(measure, version)];
        await _redis.CallAsync("DEL", database => database.KeyDeleteAsync(keys), cancellationToken);
        return true;
    }

    /// <summary>How many movies have a list under a version.</summary>
    public async Task<int> CountAsync(string measure, long version, CancellationToken cancellationToken) =>
        (int)await _redis.CallAsync("HLEN", database => database.HashLengthAsync(RedisKeys.Similarities(measure, version)), cancellationToken);

    /// <summary>The list of a movie as it serves, or null while the measure has no lists at all, or lists of another layout.</summary>
    public async Task<VersionedNeighbours?> ReadAsync(string measure, int movieId, CancellationToken cancellationToken)
    {
        if (await ReadCurrentVersionAsync(measure, cancellationToken) is not { } version)
        {
            return null;
        }

        byte[]? packed = await _redis.CallAsync("HGET", database => database.HashGetAsync(RedisKeys.Similarities(measure, version), movieId), cancellationToken);
        return packed is null ? new VersionedNeighbours(version, []) : PackedNeighbours.Unpack(packed) is { } neighbours ? new VersionedNeighbours(version, neighbours) : null;
    }
}
