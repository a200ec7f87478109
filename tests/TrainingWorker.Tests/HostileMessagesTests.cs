using MovieMesh.Contracts;
using MovieMesh.TestServers;
using MovieMesh.TestServices;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>Whatever comes out of the queues, a training that is asked for behind it begins and ends.</summary>
public sealed class HostileMessagesTests(TrainingFixture mesh)
{
    private const int Each = 15;

    [Fact]
    public async Task AnyMessage_NearARightOne_HoldsUpNothing()
    {
        await mesh.ResetWithRatingsAsync();
        await using (await mesh.StartAsync(TrainingFixture.Quick))
        {
            var first = await mesh.TrainAsync();
            var sent = await HostileMessages.SendAsync(
                mesh.Broker, Each, 5, typeof(TrainModel), typeof(CancelTraining), typeof(PromoteModel), typeof(DatasetImported), typeof(ExperimentEnded), typeof(RatingsRecorded));

            await mesh.Bus.Publish(new PromoteModel { Version = first.Id, Reason = "promote" }, TestContext.Current.CancellationToken);
            var last = await mesh.TrainAsync("popularity", promote: false);

            Assert.Equal(Storage.Ratings.StoredModelRunState.Challenger, last.State);
            await Eventually.HoldsAsync(async () => (await HostileMessages.CountAsync(mesh.Broker, mesh.AllQueues)).Values.Sum(count => count) == 0);
            TestContext.Current.TestOutputHelper?.WriteLine($"{sent} messages.");
        }

        // What was in hand and never done would be there again.
        Assert.All(await HostileMessages.CountAsync(mesh.Broker, mesh.AllQueues), queue => Assert.True(queue.Value == 0, $"{queue.Value} wait in {queue.Key}."));
    }
}
