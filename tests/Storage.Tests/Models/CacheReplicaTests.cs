using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Storage.Models;
using MovieMesh.TestServers;

namespace MovieMesh.Storage.Tests.Models;

/// <summary>A Redis with a replica, to which readers and writers go over when the master is dead.</summary>
public sealed class CacheReplicaTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Master_Dies_ReplicaIsReadAtOnce_AndWrittenOncePromoted()
    {
        await using var master = new RedisServer();
        await using var replica = new RedisServer(master);
        await Task.WhenAll(master.StartAsync(), replica.StartAsync());
        await Eventually.HoldsAsync(replica.IsInStepAsync);
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cache", master.ConnectionStringWith(replica))]);
        builder.AddModelCache();
        using var host = builder.Build();
        var (models, lists) = (host.Services.GetRequiredService<ModelCache>(), host.Services.GetRequiredService<SimilarityCache>());
        var model = new byte[10_000];
        Random.Shared.NextBytes(model);
        await models.SaveAsync(1, model, Cancelled);
        await models.SetCurrentVersionAsync(1, Cancelled);
        await lists.SaveBlockAsync(1, "kept", block: 0, sequence: 5, [new SimilarList(1, [new(2, 0.5f, 4)])], Cancelled);
        await lists.PublishAsync(1, "kept", Cancelled);
        await Eventually.HoldsAsync(replica.IsInStepAsync);

        await master.KillAsync();

        await Eventually.HoldsAsync(() => WorksAsync(() => models.ReadCurrentVersionAsync(Cancelled)));
        Assert.Equal(model, await models.LoadAsync(1, Cancelled));
        Assert.Equal([new ScoredMovie(2, 0.5f, 4)], (await lists.ReadAsync("kept", 1, Cancelled))!.Neighbours);
        await Assert.ThrowsAsync<CacheUnavailableException>(() => models.SetCurrentVersionAsync(2, Cancelled));

        await replica.PromoteAsync();

        await Eventually.HoldsAsync(() => WorksAsync(() => models.SaveAsync(2, model, Cancelled)));
        await models.SetCurrentVersionAsync(2, Cancelled);
        Assert.Equal(2, await models.ReadCurrentVersionAsync(Cancelled));
        Assert.True(await models.ContainsAsync(1, Cancelled));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("password=secret")]
    [InlineData("one:6379,two:6379,password=secret,colour=red")]
    public void AddModelCache_WithoutAnAddress_SaysWhatIsExpected_WithoutThePassword(string? connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cache", connectionString)]);

        var exception = Assert.Throws<InvalidOperationException>(() => builder.AddModelCache());

        Assert.Contains("'cache'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("host:port,host:port", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> WorksAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (CacheUnavailableException)
        {
            return false;
        }
    }
}
