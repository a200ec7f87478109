using MovieMesh.Contracts;
using MovieMesh.TestServers;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>Models that people put in and out of service.</summary>
public sealed class PromotionTests(TrainingFixture mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promote_AnEarlierModel_ServesAgainAndIsAnnounced()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        var first = await mesh.TrainAsync();
        var second = await mesh.TrainAsync();
        Assert.True((await mesh.Runs.ReadAsync(second.Id, Cancelled))!.IsCurrent);

        await mesh.Bus.Publish(new PromoteModel { Version = first.Id, Reason = "rollback" }, Cancelled);

        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelPromoted>().Any(promoted => promoted.Version == first.Id && promoted.PreviousVersion == second.Id));
        Assert.Equal(first.Id, (await mesh.Runs.ReadChampionAsync(Cancelled))!.Id);
        Assert.Equal(first.Id, await mesh.Cache.ReadCurrentVersionAsync(Cancelled));
        Assert.True(await mesh.Cache.ContainsAsync(second.Id, Cancelled));
    }

    [Fact]
    public async Task Promote_AModelThatIsGone_IsRejectedAndTheOldOneServesOn()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        var first = await mesh.TrainAsync();
        var second = await mesh.TrainAsync();
        await mesh.FlushAsync($"model:{first.Id}*");

        await mesh.Bus.Publish(new PromoteModel { Version = first.Id, Reason = "rollback" }, Cancelled);

        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelRejected>().Any(rejected => rejected.RunId == first.Id && rejected.ChampionVersion == second.Id));
        Assert.Equal(second.Id, (await mesh.Runs.ReadChampionAsync(Cancelled))!.Id);
        Assert.Equal(second.Id, await mesh.Cache.ReadCurrentVersionAsync(Cancelled));
    }
}
