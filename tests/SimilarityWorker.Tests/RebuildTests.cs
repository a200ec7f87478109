using MovieMesh.Contracts;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.TestServers;

namespace MovieMesh.SimilarityWorker.Tests;

public sealed class RebuildTests(SimilarityFixture mesh)
{
    [Fact]
    public async Task ModelPromoted_EveryMovie_HasTheListsThatTheLibraryComputes()
    {
        await mesh.ResetWithRatingsAsync();
        var model = await mesh.PromoteAsync(3, announced: false);
        await using var worker = await mesh.StartAsync([.. SimilarityFixture.Settings, ("Similarity:Cosine:Count", "12")]);

        await mesh.Bus.Publish(new ModelPromoted { Version = 3 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(3);

        var ratings = await mesh.ReadRatingsAsync();
        var cosine = new RatingCosine(ratings, new SimilarityOptions { Count = 12 }).Neighbours(ratings.Items.Ids, TestContext.Current.CancellationToken);
        var factors = new FactorCosine(model).Neighbours(ratings.Items.Ids, TestContext.Current.CancellationToken);
        Assert.All(cosine, list => Assert.InRange(list.Neighbours.Length, 1, 12));
        foreach (var (measure, lists) in new[] { (SimilarityMeasures.Cosine, cosine), (SimilarityMeasures.Factors, factors) })
        {
            foreach (var list in lists)
            {
                var served = await mesh.Lists.ReadAsync(measure, list.ItemId, TestContext.Current.CancellationToken);
                Assert.Equal(3, served!.Version);
                Assert.Equal(list.Neighbours.Select(one => new ScoredMovie(one.ItemId, one.Similarity)), served.Neighbours);
            }
        }

        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count == 2);
        Assert.Equal(
            SimilarityMeasures.All.Order().Select(measure => (measure, 3L, ratings.Items.Count)),
            mesh.Heard.Of<SimilaritiesPublished>().Select(published => (published.Measure, published.Version, published.Movies)).Order());
    }

    [Fact]
    public async Task ModelPromoted_ToldTwiceToTwoReplicas_IsPlannedOnceAndShared()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(4, announced: false);
        await using var one = await mesh.StartAsync([.. SimilarityFixture.Settings, ("Similarity:Blocks", "60")]);
        await using var two = await mesh.StartAsync([.. SimilarityFixture.Settings, ("Similarity:Blocks", "60")]);
        var blocks = new BlockCounter();

        using (blocks.Listen())
        {
            await mesh.Bus.Publish(new ModelPromoted { Version = 4 }, TestContext.Current.CancellationToken);
            await mesh.Bus.Publish(new ModelPromoted { Version = 4 }, TestContext.Current.CancellationToken);
            await mesh.PublishedAsync(4);
        }

        // One process holds both replicas here, each with a meter of its own.
        Assert.Equal(2 * 60, blocks.Total);
        Assert.Equal(2, blocks.Replicas);
    }

    [Fact]
    public async Task Block_ComputedAgain_ChangesNothing()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(5, announced: false);
        await using var worker = await mesh.StartAsync(SimilarityFixture.Settings);
        await mesh.Bus.Publish(new ModelPromoted { Version = 5 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(5);
        var before = await ReadAllAsync();

        // Its queue is worked off in order: once the second is announced, the first is done.
        await mesh.Bus.Publish(new ComputeSimilarities { Version = 5, Measure = SimilarityMeasures.Cosine, Block = 2, Blocks = 7 }, TestContext.Current.CancellationToken);
        await mesh.Bus.Publish(new ComputeSimilarities { Version = 5, Measure = SimilarityMeasures.Factors, Block = 2, Blocks = 7 }, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count == 4);

        Assert.Equal(before, await ReadAllAsync());
    }

    [Fact]
    public async Task Version_Superseded_IsLeftAlone()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(6, announced: false);
        await mesh.PromoteAsync(7, announced: false);
        await using var worker = await mesh.StartAsync(SimilarityFixture.Settings);

        await mesh.Bus.Publish(new ModelPromoted { Version = 6 }, TestContext.Current.CancellationToken);
        await mesh.Bus.Publish(new ModelPromoted { Version = 7 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(7);

        Assert.All(mesh.Heard.Of<SimilaritiesPublished>(), published => Assert.Equal(7, published.Version));
        Assert.Equal(0, await mesh.Lists.CountAsync(SimilarityMeasures.Cosine, 6, TestContext.Current.CancellationToken));
        Assert.Empty(await mesh.TakeDeadLettersAsync("similarity-worker-compute-similarities"));
    }

    [Fact]
    public async Task Lists_Flushed_AreRebuiltAndAnUnheardPromotionIsNoticed()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(8, announced: false);
        await using var worker = await mesh.StartAsync([.. SimilarityFixture.Settings, ("Similarity:WatchInterval", "00:00:01")]);
        await mesh.PublishedAsync(8);
        var before = await ReadAllAsync();

        await mesh.FlushAsync("similar:*");
        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count == 4);

        Assert.Equal(before, await ReadAllAsync());
    }

    private async Task<string> ReadAllAsync()
    {
        var all = new List<string>();
        foreach (var measure in SimilarityMeasures.All)
        {
            for (var movie = 1; movie <= SimilarityFixture.Movies; movie++)
            {
                var list = await mesh.Lists.ReadAsync(measure, movie, TestContext.Current.CancellationToken);
                all.Add($"{measure} {movie}: {string.Join(' ', list!.Neighbours)}");
            }
        }

        return string.Join('\n', all);
    }
}
