using MovieMesh.Storage.Models;

namespace MovieMesh.Storage.Tests.Models;

public sealed class ModelCacheTests(CacheFixture fixture) : IClassFixture<CacheFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ModelCache Cache => fixture.Get<ModelCache>();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, RedisKeys.ChunkBytes)]
    [InlineData(4, (2 * RedisKeys.ChunkBytes) + 17)]
    public async Task LoadAsync_OfASavedModel_ReturnsItsBytes(long version, int bytes)
    {
        var model = new byte[bytes];
        new Random(7).NextBytes(model);

        await Cache.SaveAsync(version, model, Cancelled);

        Assert.Equal(model, await Cache.LoadAsync(version, Cancelled));
    }

    [Fact]
    public async Task LoadAsync_OfAnUnknownVersion_ReturnsNull() => Assert.Null(await Cache.LoadAsync(404, Cancelled));

    [Fact]
    public async Task SetCurrentVersionAsync_LeavesTheOneBeforeReadableForAWhile()
    {
        await Cache.SaveAsync(10, new byte[] { 1 }, Cancelled);
        await Cache.SaveAsync(11, new byte[] { 2 }, Cancelled);

        await Cache.SetCurrentVersionAsync(10, Cancelled);
        await Cache.SetCurrentVersionAsync(11, Cancelled);

        Assert.Equal(11, await Cache.ReadCurrentVersionAsync(Cancelled));
        Assert.Equal([1], await Cache.LoadAsync(10, Cancelled));
        var expiry = await fixture.Get<RedisConnection>().CallAsync("TTL", database => database.KeyTimeToLiveAsync(RedisKeys.Model(10)), Cancelled);
        Assert.InRange(expiry!.Value, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
    }
}
