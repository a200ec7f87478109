using MovieMesh.Contracts;
using MovieMesh.TestServers;

namespace MovieMesh.SimilarityWorker.Tests;

public sealed class KilledReplicaTests(SimilarityFixture mesh)
{
    [Fact]
    public async Task Replica_KilledInTheMiddleOfARebuild_LosesNoBlock()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(31, announced: false);
        (string Key, string Value)[] settings = [("Similarity:Blocks", "400"), ("Similarity:WatchInterval", "00:00:01")];
        await using (await mesh.StartAsync(SimilarityFixture.Settings))
        {
            await mesh.Bus.Publish(new ModelPromoted { Version = 31 }, TestContext.Current.CancellationToken);
            await mesh.PublishedAsync(31);
        }

        var undisturbed = await mesh.ReadAllListsAsync();
        await mesh.FlushAsync("similar:*");

        using var killed = mesh.StartProcess("services/SimilarityWorker", settings);
        try
        {
            await mesh.Bus.Publish(new ModelPromoted { Version = 31 }, TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync(async () => await mesh.Lists.CountAsync(SimilarityMeasures.Cosine, 31, TestContext.Current.CancellationToken) > 5);
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Null(await mesh.Lists.ReadCurrentVersionAsync(SimilarityMeasures.Content, TestContext.Current.CancellationToken));

            await using var other = await mesh.StartAsync(settings);
            await mesh.PublishedAsync(31);
        }
        finally
        {
            killed.Kill();
        }

        Assert.Equal(undisturbed, await mesh.ReadAllListsAsync());
        Assert.Empty(await mesh.TakeDeadLettersAsync("similarity-worker-compute-similarities"));
    }
}
