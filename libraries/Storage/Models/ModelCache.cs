using StackExchange.Redis;

namespace MovieMesh.Storage.Models;

/// <summary>Trained models in Redis, each under its version, and the pointer to the one that serves.</summary>
/// <remarks>A model is bytes here: its format belongs to the recommender that wrote it. Every call throws <see cref="CacheUnavailableException"/> while Redis is away.</remarks>
public sealed class ModelCache
{
    private const string Chunks = "chunks";
    private const string Bytes = "bytes";

    private readonly RedisConnection _redis;

    internal ModelCache(RedisConnection redis) => _redis = redis;

    /// <summary>Writes a model under its version; the header goes last, so that a half-written model is never read.</summary>
    public Task SaveAsync(long version, ReadOnlyMemory<byte> model, CancellationToken cancellationToken) => SaveAsync(RedisKeys.Model(version), model, cancellationToken);

    /// <summary>Reads a model, or null when there is none (any more) under this version.</summary>
    public Task<byte[]?> LoadAsync(long version, CancellationToken cancellationToken) => LoadAsync(RedisKeys.Model(version), cancellationToken);

    /// <summary>Writes what a later training may start from, beside the model of a version; it goes when that does.</summary>
    public Task SaveStartAsync(long version, ReadOnlyMemory<byte> model, CancellationToken cancellationToken) => SaveAsync(RedisKeys.ModelStart(version), model, cancellationToken);

    /// <summary>What <see cref="SaveStartAsync"/> wrote for a version, or null when it is not there (any more).</summary>
    public Task<byte[]?> LoadStartAsync(long version, CancellationToken cancellationToken) => LoadAsync(RedisKeys.ModelStart(version), cancellationToken);

    /// <summary>The version that serves, or null when none does, or Redis was flushed.</summary>
    public async Task<long?> ReadCurrentVersionAsync(CancellationToken cancellationToken) =>
        (long?)await _redis.CallAsync("GET", database => database.StringGetAsync(RedisKeys.CurrentModel), cancellationToken);

    /// <summary>Whether a model stands under this version.</summary>
    public Task<bool> ContainsAsync(long version, CancellationToken cancellationToken) =>
        _redis.CallAsync("EXISTS", database => database.KeyExistsAsync(RedisKeys.Model(version)), cancellationToken);

    /// <summary>Makes a version the one that serves. The one before expires ten minutes later, so that replicas still reading it are not cut short.</summary>
    public async Task SetCurrentVersionAsync(long version, CancellationToken cancellationToken)
    {
        await ExpireAsync(version, after: null, cancellationToken);
        var previous = (long?)await _redis.CallAsync("GETSET", database => database.StringGetSetAsync(RedisKeys.CurrentModel, version), cancellationToken);
        if (previous is { } superseded && superseded != version)
        {
            await ExpireAsync(superseded, RedisKeys.SupersededModel, cancellationToken);
        }
    }

    /// <summary>Lets a model that will not serve expire, as a superseded one does; one that expires already does so no later.</summary>
    public async Task DiscardAsync(long version, CancellationToken cancellationToken)
    {
        if (await _redis.CallAsync("TTL", database => database.KeyTimeToLiveAsync(RedisKeys.Model(version)), cancellationToken) is null)
        {
            await ExpireAsync(version, RedisKeys.SupersededModel, cancellationToken);
        }
    }

    /// <summary>Deletes a model and its start, as when nobody can read it.</summary>
    public Task ForgetAsync(long version, CancellationToken cancellationToken) => ExpireAsync(version, TimeSpan.Zero, cancellationToken);

    /// <summary>Keeps a model that does not serve, so that it can be made to serve (again).</summary>
    /// <returns>Whether it was still there.</returns>
    public async Task<bool> KeepAsync(long version, CancellationToken cancellationToken)
    {
        await ExpireAsync(version, after: null, cancellationToken);
        return await ContainsAsync(version, cancellationToken);
    }

    /// <summary>Writes how near the next training is, for the gateway to show.</summary>
    public Task SavePolicyAsync(string json, CancellationToken cancellationToken) =>
        _redis.CallAsync("SET", database => database.StringSetAsync(RedisKeys.TrainingPolicy, json, RedisKeys.PolicyLifetime), cancellationToken);

    /// <summary>What <see cref="SavePolicyAsync"/> last wrote; null when no trainer has written for a while.</summary>
    public async Task<string?> ReadPolicyAsync(CancellationToken cancellationToken) =>
        await _redis.CallAsync("GET", database => database.StringGetAsync(RedisKeys.TrainingPolicy), cancellationToken);

    private async Task SaveAsync(RedisKey header, ReadOnlyMemory<byte> model, CancellationToken cancellationToken)
    {
        var chunks = (model.Length + RedisKeys.ChunkBytes - 1) / RedisKeys.ChunkBytes;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var start = chunk * RedisKeys.ChunkBytes;
            var value = model.Slice(start, Math.Min(RedisKeys.ChunkBytes, model.Length - start)).ToArray();
            var key = RedisKeys.Chunk(header, chunk);
            await _redis.CallAsync("SET", database => database.StringSetAsync(key, value), cancellationToken);
        }

        await _redis.CallAsync(
            "HMSET",
            async database =>
            {
                await database.HashSetAsync(header, [new(Chunks, chunks), new(Bytes, model.Length)]);
                return true;
            },
            cancellationToken);
    }

    private async Task<byte[]?> LoadAsync(RedisKey header, CancellationToken cancellationToken)
    {
        var sizes = await _redis.CallAsync("HMGET", database => database.HashGetAsync(header, [Chunks, Bytes]), cancellationToken);
        if (sizes[0].IsNull || sizes[1].IsNull)
        {
            return null;
        }

        var model = new byte[(int)sizes[1]];
        var filled = 0;
        for (var chunk = 0; chunk < (int)sizes[0]; chunk++)
        {
            var key = RedisKeys.Chunk(header, chunk);
            byte[]? value = await _redis.CallAsync("GET", database => database.StringGetAsync(key), cancellationToken);
            if (value is null || filled + value.Length > model.Length)
            {
                return null;
            }

            value.CopyTo(model, filled);
            filled += value.Length;
        }

        return filled == model.Length ? model : null;
    }

    private Task<bool> ExpireAsync(long version, TimeSpan? after, CancellationToken cancellationToken) => _redis.CallAsync(
        "EXPIRE",
        async database =>
        {
            foreach (var header in (RedisKey[])[RedisKeys.Model(version), RedisKeys.ModelStart(version)])
            {
                var chunks = (int)await database.HashGetAsync(header, Chunks);
                var keys = Enumerable.Range(0, chunks).Select(chunk => RedisKeys.Chunk(header, chunk)).Append(header);
                await Task.WhenAll(keys.Select(key => database.KeyExpireAsync(key, after)));
            }

            return true;
        },
        cancellationToken);
}
