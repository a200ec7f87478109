using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.SimilarityWorker.Tests;

public sealed class RebuildTests(SimilarityFixture mesh)
{
    [Fact]
    public async Task ModelPromoted_EveryMovie_HasTheListsThatTheLibraryComputes()
    {
        await mesh.ResetWithRatingsAsync();
        var model = await mesh.PromoteAsync(3, announced: false);
        await using var worker = await mesh.StartAsync([.. SimilarityFixture.Settings, ("Similarity:CoRaters:Count", "12")]);

        await mesh.Bus.Publish(new ModelPromoted { Version = 3 }, TestContext.Current.CancellationToken);
        var ratings = await AssertServedAsync(3, model, Assert.Equal);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count == SimilarityMeasures.All.Count);
        Assert.Equal(
            SimilarityMeasures.All.Order().Select(measure => (measure, 3L, ratings.Items.Count)),
            mesh.Heard.Of<SimilaritiesPublished>().Select(published => (published.Measure, published.Version, published.Movies)).Order());

        // Its ratings are kept for the next version, with what changed meanwhile; sums that were mended differ from sums made anew in their last bits.
        await mesh.RecordAsync([.. Enumerable.Range(1, 9).Select(user => new RatingSubmission(user, user, user % 4 == 0 ? null : user % 5 + 0.5f, DateTimeOffset.UtcNow))]);
        await AssertServedAsync(13, await mesh.PromoteAsync(13), (expected, served) => Assert.Equal(expected.Select(one => one.Score), served.Select(one => one.Score), (one, other) => MathF.Abs(one - other) < 1e-5f));
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
        Assert.Equal(RebuildPlanner.Groups.Count * 60, blocks.Total);
        Assert.Equal(2, blocks.Replicas);

        // What is told of the next lists comes after what was told of these.
        await mesh.PromoteAsync(11);
        await ToldAsync(11);
        Assert.Equal(SimilarityMeasures.All.Order(), mesh.Heard.Of<SimilaritiesPublished>().Where(published => published.Version == 4).Select(published => published.Measure).Order());
    }

    [Fact]
    public async Task Block_ComputedAgainBeforeTheLast_CompletesNothing()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(5, announced: false);
        await using var worker = await mesh.StartAsync(SimilarityFixture.Settings);

        foreach (var block in new[] { 0, 1, 1, 0, 1 })
        {
            await SendAsync(version: 5, SimilarityMeasures.Cosine, block, blocks: 3);
        }

        // Its queue is worked off in order: once these lists serve, the blocks before them are done.
        await SendAsync(version: 5, SimilarityMeasures.Factors, block: 0, blocks: 1);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count > 0);
        Assert.Null(await mesh.Lists.ReadCurrentVersionAsync(SimilarityMeasures.Cosine, TestContext.Current.CancellationToken));

        await SendAsync(version: 5, SimilarityMeasures.Cosine, block: 2, blocks: 3);
        await Eventually.HoldsAsync(async () => await mesh.Lists.ReadCurrentVersionAsync(SimilarityMeasures.Cosine, TestContext.Current.CancellationToken) == 5);
        Assert.Equal(SimilarityFixture.Movies, await mesh.Lists.CountAsync(SimilarityMeasures.Cosine, 5, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Block_AgainWhenTheListsServe_IsNeitherComputedNorTold()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(9, announced: false);
        await using var worker = await mesh.StartAsync([.. SimilarityFixture.Settings, ("Similarity:Blocks", "1")]);
        await mesh.Bus.Publish(new ModelPromoted { Version = 9 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(9);
        var before = await mesh.ReadAllListsAsync();
        var blocks = new BlockCounter();

        using (blocks.Listen())
        {
            await SendAsync(version: 9, SimilarityMeasures.Cosine, block: 0, blocks: 1);

            // The queue is worked off in order: once these lists are told of again, as they must be, the block before them is done.
            await mesh.FlushAsync("similar:factors:*");
            await SendAsync(version: 9, SimilarityMeasures.Factors, block: 0, blocks: 1);
            await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count(published => published.Measure == SimilarityMeasures.Factors) == 2);
        }

        Assert.Equal(1, blocks.Total);
        Assert.Single(mesh.Heard.Of<SimilaritiesPublished>(), published => published.Measure == SimilarityMeasures.Cosine);
        Assert.Equal(before, await mesh.ReadAllListsAsync());
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
        var before = await mesh.ReadAllListsAsync();

        await mesh.FlushAsync("similar:*");
        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count == 2 * SimilarityMeasures.All.Count);

        Assert.Equal(before, await mesh.ReadAllListsAsync());
    }

    private Task SendAsync(long version, string measure, int block, int blocks) =>
        mesh.Bus.Publish(new ComputeSimilarities { Version = version, Measures = [measure], Block = block, Blocks = blocks }, TestContext.Current.CancellationToken);

    private Task ToldAsync(long version) =>
        Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesPublished>().Count(published => published.Version == version) == SimilarityMeasures.All.Count);

    private async Task<RatingMatrix> AssertServedAsync(long version, RecommenderModel model, Action<IEnumerable<ScoredMovie>, IEnumerable<ScoredMovie>> assertSame)
    {
        await mesh.PublishedAsync(version);
        var ratings = await mesh.ReadRatingsAsync();
        var live = new LiveRatings(ratings);
        var coRaters = new CoRaterSimilarities(live, new SimilarityOptions { Count = 12 });
        SimilarityList[] Of(CoRaterMeasure measure) => coRaters.Neighbours(measure, ratings.Items.Ids, TestContext.Current.CancellationToken);
        var factors = new FactorCosine(model).Neighbours(ratings.Items.Ids, TestContext.Current.CancellationToken);
        var texts = new ContentCosine(await mesh.ReadMoviesAsync(), live.RatingCountOf);
        var content = texts.Neighbours(ratings.Items.Ids, TestContext.Current.CancellationToken);
        var expected = new[]
        {
            (SimilarityMeasures.RatersAndContent, new RatersAndContent(live, texts, new RatersAndContentOptions { Count = 12 }).Neighbours(ratings.Items.Ids, TestContext.Current.CancellationToken)),
            (SimilarityMeasures.Factors, CoRaterCounts.Add(factors, live, cancellationToken: TestContext.Current.CancellationToken)),
            (SimilarityMeasures.Cosine, Of(CoRaterMeasure.Cosine)),
            (SimilarityMeasures.AdjustedCosine, Of(CoRaterMeasure.AdjustedCosine)),
            (SimilarityMeasures.Pearson, Of(CoRaterMeasure.Pearson)),
            (SimilarityMeasures.Euclidean, Of(CoRaterMeasure.Euclidean)),
            (SimilarityMeasures.Manhattan, Of(CoRaterMeasure.Manhattan)),
            (SimilarityMeasures.MeanSquaredDifference, Of(CoRaterMeasure.MeanSquaredDifference)),
            (SimilarityMeasures.Jaccard, Of(CoRaterMeasure.Jaccard)),
            (SimilarityMeasures.Content, CoRaterCounts.Add(content, live, cancellationToken: TestContext.Current.CancellationToken)),
        };
        Assert.Equal(SimilarityMeasures.All, expected.Select(one => one.Item1));
        Assert.All(expected.Single(one => one.Item1 == SimilarityMeasures.Cosine).Item2, list => Assert.InRange(list.Neighbours.Length, 1, 12));
        foreach (var (measure, lists) in expected)
        {
            Assert.Contains(lists, list => list.Neighbours.Length > 0);
            foreach (var list in lists)
            {
                var served = await mesh.Lists.ReadAsync(measure, list.ItemId, TestContext.Current.CancellationToken);
                Assert.Equal(version, served!.Version);
                assertSame(list.Neighbours.Select(one => new ScoredMovie(one.ItemId, one.Similarity, one.CoRaters)), served.Neighbours);
            }
        }

        return ratings;
    }
}
