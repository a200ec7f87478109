using System.Text.Json;
using MovieMesh.Storage.Models;
using MovieMesh.TestServers;
using StackExchange.Redis;

namespace MovieMesh.Storage.Tests.Models;

/// <summary>
/// What lay in Redis before an upgrade is read after it. The sample is what was written when its layout was new, key by key; a new layout gets a file of its own, and the old one stays for as
/// long as it must be read.
/// </summary>
public sealed class RedisLayoutTests(CacheFixture fixture) : IClassFixture<CacheFixture>
{
    private const string Measure = "cosine";
    private const long Version = 12;

    private static readonly ScoredMovie[] Neighbours = [new(2, 0.75f, 31), new(3, 0.5f, null), new(59_000, -0.25f, 0)];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly byte[] Model = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string PathOf(int layout) => Path.Combine(Repository.Root, "tests", "Storage.Tests", "Samples", $"redis-{layout}.json");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sample_OfALayout_IsRead(int layout)
    {
        await LoadAsync(layout);

        var list = await fixture.Get<SimilarityCache>().ReadAsync(Measure, 1, Cancelled);

        Assert.Equal(Version, list!.Version);
        Assert.Equal(layout == 1 ? Neighbours.Select(one => one with { CoRaters = null }) : Neighbours, list.Neighbours);
        Assert.Equal(90, await fixture.Get<SimilarityCache>().ReadSequenceAsync(Version, Measure, Cancelled));
        Assert.False(await fixture.Get<SimilarityCache>().ForgetUnreadableAsync(Measure, Cancelled));
        var models = fixture.Get<ModelCache>();
        Assert.Equal(Version, await models.ReadCurrentVersionAsync(Cancelled));
        Assert.Equal(Model, await models.LoadAsync(Version, Cancelled));
        Assert.Equal(Model[..100], await models.LoadStartAsync(Version, Cancelled));
        Assert.Equal("{}", await models.ReadPolicyAsync(Cancelled));
    }

    [Fact]
    public async Task Sample_OfTheNewestLayout_IsWhatIsWritten()
    {
        await WriteAsync();

        Assert.Equal(await File.ReadAllTextAsync(PathOf(2), Cancelled), await DumpAsync());
    }

    [Fact]
    public async Task Lists_OfALayoutThatIsNotKnown_AreAsIfTheyWereNotThere()
    {
        await WriteAsync();
        using (var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Redis.ConnectionString))
        {
            await redis.GetDatabase().HashSetAsync($"similar:{Measure}:{Version}", 1, new byte[] { 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 });
        }

        var lists = fixture.Get<SimilarityCache>();
        Assert.Null(await lists.ReadAsync(Measure, 1, Cancelled));
        Assert.Empty((await lists.ReadManyAsync(Version, Measure, [1], Cancelled)).Single().Neighbours);
        Assert.True(await lists.ForgetUnreadableAsync(Measure, Cancelled));
        Assert.Null(await lists.ReadCurrentVersionAsync(Measure, Cancelled));
        Assert.Null(await lists.ReadSequenceAsync(Version, Measure, Cancelled));
        Assert.False(await lists.ForgetUnreadableAsync(Measure, Cancelled));
    }

    [Fact]
    public async Task Model_Forgotten_IsNotThere()
    {
        await WriteAsync();
        var models = fixture.Get<ModelCache>();

        await models.ForgetAsync(Version, Cancelled);

        Assert.False(await models.ContainsAsync(Version, Cancelled));
        Assert.Null(await models.LoadAsync(Version, Cancelled));
        Assert.Null(await models.LoadStartAsync(Version, Cancelled));
    }

    [Fact(Explicit = true)]
    public async Task WriteNewest()
    {
        await WriteAsync();
        await File.WriteAllTextAsync(PathOf(2), await DumpAsync(), Cancelled);
    }

    private async Task WriteAsync()
    {
        await FlushAsync();
        var (lists, models) = (fixture.Get<SimilarityCache>(), fixture.Get<ModelCache>());
        await lists.SaveBlockAsync(Version, Measure, block: 0, sequence: 90, [new SimilarList(1, Neighbours)], Cancelled);
        await lists.PublishAsync(Version, Measure, Cancelled);
        await models.SaveAsync(Version, Model, Cancelled);
        await models.SaveStartAsync(Version, Model.AsMemory(0, 100), Cancelled);
        await models.SetCurrentVersionAsync(Version, Cancelled);
        await models.SavePolicyAsync("{}", Cancelled);
    }

    private async Task FlushAsync()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Redis.ConnectionString);
        await redis.GetDatabase().KeyDeleteAsync([.. redis.GetServer(redis.GetEndPoints()[0]).Keys()]);
    }

    private async Task<string> DumpAsync()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Redis.ConnectionString);
        var (database, all) = (redis.GetDatabase(), new SortedDictionary<string, object>(StringComparer.Ordinal));
        foreach (var key in redis.GetServer(redis.GetEndPoints()[0]).Keys().ToArray())
        {
            all[key!] = await database.KeyTypeAsync(key) == RedisType.Hash
                ? new SortedDictionary<string, byte[]>((await database.HashGetAllAsync(key)).ToDictionary(entry => (string)entry.Name!, entry => (byte[])entry.Value!, StringComparer.Ordinal), StringComparer.Ordinal)
                : (byte[])(await database.StringGetAsync(key))!;
        }

        return JsonSerializer.Serialize(all, Indented) + "\n";
    }

    private async Task LoadAsync(int layout)
    {
        await FlushAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Redis.ConnectionString);
        using var sample = JsonDocument.Parse(await File.ReadAllTextAsync(PathOf(layout), Cancelled));
        foreach (var key in sample.RootElement.EnumerateObject())
        {
            if (key.Value.ValueKind == JsonValueKind.String)
            {
                await redis.GetDatabase().StringSetAsync(key.Name, key.Value.GetBytesFromBase64());
            }
            else
            {
                await redis.GetDatabase().HashSetAsync(key.Name, [.. key.Value.EnumerateObject().Select(entry => new HashEntry(entry.Name, entry.Value.GetBytesFromBase64()))]);
            }
        }
    }
}
