using StackExchange.Redis;

namespace MovieMesh.Storage.Models;

/// <summary>Every key that the mesh keeps in Redis. All of it is derived and may vanish: the workers notice and rebuild.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>key</term><description>type, content, size, expiry</description></listheader>
/// <item><term><c>model:current</c></term><description>string: the version that serves, in decimal. No expiry. Written last, after the model itself.</description></item>
/// <item><term><c>model:{version}</c></term><description>hash: <c>chunks</c> and <c>bytes</c>, in decimal. Expires 10 min after another version is set current or it is rejected, unless it is among the few kept
/// for going back to or for being tried, or in an experiment.</description></item>
/// <item><term><c>model:{version}:{chunk}</c></term><description>string: up to 8 MiB of the model's own binary format. About 4·(factors + 2) bytes a user or movie: 57 MB for
/// 162k users and 59k movies at 64 factors. Expires with the model.</description></item>
/// <item><term><c>model:{version}:start</c>, <c>model:{version}:start:{chunk}</c></term><description>the same of what the next training may start from: 4·(factors + 2) bytes a movie. Expires
/// with the model.</description></item>
/// <item><term><c>training:policy</c></term><description>string: how near the next training is, as JSON of less than 2 KB. Expires after 2 h.</description></item>
/// <item><term><c>similar:{measure}:current</c></term><description>string: the version whose lists serve, in decimal. No expiry. Written last.</description></item>
/// <item><term><c>similar:{measure}:{version}</c></term><description>hash: movie id in decimal → its list: a byte for the layout, then 12 bytes a neighbour (id, score, co-raters; little-endian).
/// 50 neighbours for 59k movies: 35 MB a measure, 350 MB for ten, and about 5 MB a measure for Redis' own table.
/// Expires 1 h after its last block while it does not serve, and 1 min after another version is set current or another model serves before it was complete.</description></item>
/// <item><term><c>similar:{measure}:{version}:blocks</c></term><description>hash: block written → the sequence number of the newest rating that its lists know (of the first
/// time, should it be written again), in decimal. Expires after 1 h, and goes as soon as another version is set current: lists that are to go must not count as written.</description></item>
/// <item><term><c>similar:{measure}:{version}:planned</c></term><description>string, under the first measure of a group: set by whoever cut its rebuild into blocks, so that only one replica does. Expires after 1 min.</description></item>
/// </list>
/// </remarks>
internal static class RedisKeys
{
    public const int ChunkBytes = 8 * 1024 * 1024;

    /// <summary>Long enough for replicas to finish reading a model, for people to overrule a rejection, and for a trainer that dies between promoting a model and keeping the one before to be started again.</summary>
    public static readonly TimeSpan SupersededModel = TimeSpan.FromMinutes(10);

    /// <summary>Nobody goes back to lists: they are read right after the pointer that names them, and are by far the largest of what is kept here.</summary>
    public static readonly TimeSpan SupersededLists = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two blocks of a rebuild that goes on where it stopped.</summary>
    public static readonly TimeSpan UnfinishedLists = TimeSpan.FromHours(1);

    public static readonly TimeSpan PlanLease = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan PolicyLifetime = TimeSpan.FromHours(2);

    public static readonly RedisKey CurrentModel = "model:current";

    public static readonly RedisKey TrainingPolicy = "training:policy";

    public static RedisKey Model(long version) => $"model:{version}";

    public static RedisKey ModelStart(long version) => $"model:{version}:start";

    public static RedisKey Chunk(RedisKey model, int chunk) => model.Append($":{chunk}");

    public static RedisKey CurrentSimilarities(string measure) => $"similar:{measure}:current";

    public static RedisKey Similarities(string measure, long version) => $"similar:{measure}:{version}";

    public static RedisKey SimilarityBlocks(string measure, long version) => $"similar:{measure}:{version}:blocks";

    public static RedisKey SimilarityPlan(string measure, long version) => $"similar:{measure}:{version}:planned";
}
