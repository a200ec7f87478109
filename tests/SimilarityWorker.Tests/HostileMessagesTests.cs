using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using MovieMesh.TestServices;

namespace MovieMesh.SimilarityWorker.Tests;

/// <summary>Whatever comes out of the queues, lists are rebuilt and refreshed behind it.</summary>
public sealed class HostileMessagesTests(SimilarityFixture mesh)
{
    private const int Each = 25;

    [Fact]
    public async Task AnyMessage_NearARightOne_HoldsUpNothing()
    {
        await mesh.ResetWithRatingsAsync();
        await using (await mesh.StartAsync(SimilarityFixture.Settings))
        {
            await mesh.PromoteAsync(1);
            await mesh.PublishedAsync(1);

            var sent = await HostileMessages.SendAsync(mesh.Broker, Each, 7, typeof(ComputeSimilarities), typeof(ModelPromoted), typeof(RatingsRecorded));

            await mesh.PromoteAsync(2);
            await mesh.PublishedAsync(2);
            mesh.Heard.Clear();
            await mesh.RecordAsync(new RatingSubmission(1, 1, 4.5f, DateTimeOffset.UnixEpoch.AddDays(1)));
            await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesRefreshed>().Any(refreshed => refreshed.MovieIds.Contains(1)));
            await Eventually.HoldsAsync(async () => (await HostileMessages.CountAsync(mesh.Broker, mesh.AllQueues)).Values.Sum(count => count) == 0);
            TestContext.Current.TestOutputHelper?.WriteLine($"{sent} messages.");
        }

        Assert.All(await HostileMessages.CountAsync(mesh.Broker, mesh.AllQueues), queue => Assert.True(queue.Value == 0, $"{queue.Value} wait in {queue.Key}."));
    }
}
