using FsCheck;
using FsCheck.Fluent;
using MovieMesh.Storage.Models;
using MovieMesh.TestServers;

namespace MovieMesh.Storage.Tests.Models;

public sealed class SimilarityCacheTests(CacheFixture fixture) : IClassFixture<CacheFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private SimilarityCache Cache => fixture.Get<SimilarityCache>();

    [Fact]
    public void Unpack_OfPack_IsTheSameList() => Prop.ForAll<(int, float, int?)[]>(entries =>
    {
        var list = entries.Select(entry => new ScoredMovie(entry.Item1, entry.Item2, entry.Item3 is { } coRaters ? Math.Abs((long)coRaters) is var n && n <= int.MaxValue ? (int)n : 0 : null)).ToArray();
        Assert.Equal(list, PackedNeighbours.Unpack(PackedNeighbours.Pack(list))!);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(20)]
    public void Unpack_OfTornBytes_IsNothing(int length) => Assert.Null(PackedNeighbours.Unpack(new byte[length]));

    [Fact]
    public void Unpack_OfTheOldLayout_IsTheListWithoutCoRaters() =>
        Assert.Equal([new ScoredMovie(7, 1f), new ScoredMovie(8, 2f)], PackedNeighbours.Unpack([7, 0, 0, 0, 0, 0, 128, 63, 8, 0, 0, 0, 0, 0, 0, 64])!);

    [Fact]
    public async Task ReplaceAsync_OfLists_LeavesTheOthersAlone()
    {
        const string Measure = "replaced";
        await Cache.SaveBlockAsync(12, Measure, block: 0, sequence: 0, [new SimilarList(1, [new(2, 0.5f, 4)]), new SimilarList(2, [new(1, 0.5f, 4)])], Cancelled);

        await Cache.ReplaceAsync(12, Measure, [new SimilarList(2, [new(3, 0.25f, 5), new(1, 0.125f, 4)])], Cancelled);

        var read = await Cache.ReadManyAsync(12, Measure, [2, 9, 1], Cancelled);
        Assert.Equal([2, 9, 1], read.Select(list => list.MovieId));
        Assert.Equal([3, 1, 2], read.SelectMany(list => list.Neighbours).Select(one => one.MovieId));
    }

    [Fact]
    public async Task Lists_ServeOncePublished_AndNotBefore()
    {
        const string Measure = "published";
        ScoredMovie[] neighbours = [new(2, 0.75f), new(3, -0.5f)];

        Assert.Equal(1, await Cache.SaveBlockAsync(5, Measure, block: 0, sequence: 0, [new SimilarList(1, neighbours)], Cancelled));
        Assert.Null(await Cache.ReadAsync(Measure, 1, Cancelled));
        Assert.Equal(2, await Cache.SaveBlockAsync(5, Measure, block: 1, sequence: 0, [], Cancelled));
        await Cache.PublishAsync(5, Measure, Cancelled);

        var read = await Cache.ReadAsync(Measure, 1, Cancelled);
        Assert.Equal(5, read!.Version);
        Assert.Equal(neighbours, read.Neighbours);
        Assert.Empty((await Cache.ReadAsync(Measure, 99, Cancelled))!.Neighbours);
    }

    [Fact]
    public async Task SaveBlockAsync_OfBlocksByDifferentRatings_KeepsTheOldestSequence()
    {
        Assert.Null(await Cache.ReadSequenceAsync(6, "sequences", Cancelled));
        await Cache.SaveBlockAsync(6, "sequences", block: 0, sequence: 120, [], Cancelled);
        await Cache.SaveBlockAsync(6, "sequences", block: 1, sequence: 90, [], Cancelled);
        await Cache.SaveBlockAsync(6, "sequences", block: 1, sequence: 130, [], Cancelled);

        Assert.Equal(90, await Cache.ReadSequenceAsync(6, "sequences", Cancelled));
    }

    [Fact]
    public async Task SaveBlockAsync_OfABlockAgain_CountsItOnce()
    {
        await Cache.SaveBlockAsync(6, "again", block: 3, sequence: 0, [], Cancelled);

        Assert.Equal(1, await Cache.SaveBlockAsync(6, "again", block: 3, sequence: 0, [], Cancelled));
    }

    [Fact]
    public async Task PublishAsync_BySeveralAtOnce_IsTheDoingOfOne()
    {
        await Cache.SaveBlockAsync(9, "raced", block: 0, sequence: 0, [], Cancelled);

        var published = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Cache.PublishAsync(9, "raced", Cancelled)));

        Assert.Single(published, first => first);
    }

    [Fact]
    public async Task Lists_ThatNeverServed_Expire_AndThoseThatServeStay()
    {
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(fixture.Redis.ConnectionString);
        Task<TimeSpan?> TimeToLiveAsync() => redis.GetDatabase().KeyTimeToLiveAsync("similar:kept:10");

        await Cache.SaveBlockAsync(10, "kept", block: 0, sequence: 0, [new SimilarList(1, [new(2, 0.5f)])], Cancelled);
        Assert.NotNull(await TimeToLiveAsync());

        await Cache.PublishAsync(10, "kept", Cancelled);
        await Cache.DiscardAsync(10, "kept", Cancelled);
        Assert.Null(await TimeToLiveAsync());

        // Those that others took the place of go soon, and whoever still puts a list among them does not keep them.
        await Cache.SaveBlockAsync(11, "kept", block: 0, sequence: 0, [new SimilarList(1, [new(3, 0.5f)])], Cancelled);
        await Cache.PublishAsync(11, "kept", Cancelled);
        Assert.InRange((await TimeToLiveAsync())!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Null(await Cache.ReadSequenceAsync(10, "kept", Cancelled));
        await redis.GetDatabase().KeyDeleteAsync("similar:kept:10");
        await Cache.ReplaceAsync(10, "kept", [new SimilarList(1, [new(2, 0.5f)])], Cancelled);
        Assert.InRange((await TimeToLiveAsync())!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Lists_OfAModelThatServesAgain_AreNotCompleteByWhatWasWrittenBefore()
    {
        await Cache.SaveBlockAsync(12, "back", block: 0, sequence: 0, [], Cancelled);
        Assert.Equal(2, await Cache.SaveBlockAsync(12, "back", block: 1, sequence: 0, [], Cancelled));
        await Cache.PublishAsync(12, "back", Cancelled);
        await Cache.PublishAsync(13, "back", Cancelled);

        Assert.Equal(1, await Cache.SaveBlockAsync(12, "back", block: 0, sequence: 0, [], Cancelled));
    }

    [Fact]
    public async Task TryPlanAsync_LetsOneCallerPlan()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Cache.TryPlanAsync(7, "planned", Cancelled)));

        Assert.Single(claims, claimed => claimed);
    }

    [Fact]
    public async Task Calls_WhileRedisIsAway_SaySo_AndWorkWhenItIsBack()
    {
        await Cache.SaveBlockAsync(8, "away", block: 0, sequence: 0, [], Cancelled);

        await fixture.Redis.KillAsync();
        await Assert.ThrowsAsync<CacheUnavailableException>(() => Cache.ReadCurrentVersionAsync("away", Cancelled));
        await fixture.Redis.StartAsync();

        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                return await Cache.ReadCurrentVersionAsync("away", Cancelled) is null;
            }
            catch (CacheUnavailableException)
            {
                return false;
            }
        });
    }
}
