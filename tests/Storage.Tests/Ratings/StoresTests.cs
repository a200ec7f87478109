using MovieMesh.Storage.Ratings;

namespace MovieMesh.Storage.Tests.Ratings;

public sealed class StoresTests(RatingsFixture fixture) : IClassFixture<RatingsFixture>
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateVisitor_Twice_GivesTwoIdsOutsideAnyDataset()
    {
        await fixture.ResetAsync(1);
        var users = fixture.Get<UserStore>();

        var first = await users.CreateVisitorAsync(Cancelled);
        var second = await users.CreateVisitorAsync(Cancelled);

        Assert.True(first >= 1_000_000_000);
        Assert.NotEqual(first, second);
        Assert.True(await users.ExistsAsync(first, Cancelled));
        Assert.False(await users.ExistsAsync(42, Cancelled));
        Assert.Equal(new StoredUser(first, 0, true), await users.ReadAsync(first, Cancelled));
    }

    [Fact]
    public async Task ListUsers_SearchAndPages_MostRatingsFirst()
    {
        await fixture.ResetAsync(5);
        var users = fixture.Get<UserStore>();
        await fixture.Get<RatingStore>().RecordAsync(
            [.. from user in new[] { 7, 71, 72, 8 } from movie in Enumerable.Range(1, user % 10 + 1) where movie <= 5 select new RatingSubmission(user, movie, 3, Noon)], Cancelled);
        var visitor = await users.CreateVisitorAsync(Cancelled);

        var all = await users.ListAsync(null, 1, 10, Cancelled);
        var sevens = await users.ListAsync("7", 1, 2, Cancelled);
        var rest = await users.ListAsync("7", 2, 2, Cancelled);

        Assert.Equal([7, 8, 72, 71, visitor], all.Users.Select(user => user.Id));
        Assert.Equal([5, 5, 3, 2, 0], all.Users.Select(user => user.Ratings));
        Assert.Equal(5, all.Total);
        Assert.Equal(3, sevens.Total);
        Assert.Equal([7, 72], sevens.Users.Select(user => user.Id));
        Assert.Equal([71], rest.Users.Select(user => user.Id));
        Assert.Empty((await users.ListAsync("%", 1, 10, Cancelled)).Users);
    }

    [Fact]
    public async Task ModelRun_StartedAndPromoted_IsTheOnlyChampion()
    {
        await fixture.ResetAsync(1);
        var runs = fixture.Get<ModelRunStore>();
        var first = await StartAsync(runs);
        await runs.AddEpochAsync(first, new StoredModelEpoch(1, 0.9, 0.95, 0.5), Cancelled);
        await runs.AddEpochAsync(first, new StoredModelEpoch(2, 0.8, 0.90, 1.0), Cancelled);

        Assert.Null(await runs.PromoteAsync(first, new HeldOutAccuracy(0.90, 0.1), Cancelled));
        var second = await StartAsync(runs);
        var previous = await runs.PromoteAsync(second, new HeldOutAccuracy(0.89, 0.1), Cancelled);

        Assert.Equal(first, previous);
        var champion = await runs.ReadChampionAsync(Cancelled);
        Assert.Equal((second, StoredModelRunState.Promoted, (double?)0.89), (champion!.Id, champion.State, champion.HeldOut?.Rmse));
        var read = await runs.ReadAsync(first, Cancelled);
        Assert.False(read!.IsCurrent);
        Assert.Equal([new StoredModelEpoch(1, 0.9, 0.95, 0.5), new StoredModelEpoch(2, 0.8, 0.90, 1.0)], read.Epochs);
        Assert.Equal("32", read.Settings["factors"]);
        Assert.NotNull(read.FinishedAt);
        Assert.Equal([second, first], (await runs.ListAsync(10, Cancelled)).Select(run => run.Id));
    }

    [Fact]
    public async Task ModelRun_RejectedFailedOrAbandoned_SaysWhyAndNeverServes()
    {
        await fixture.ResetAsync(1);
        var runs = fixture.Get<ModelRunStore>();
        var (rejected, failed, abandoned) = (await StartAsync(runs), await StartAsync(runs), await StartAsync(runs));

        await runs.RejectAsync(rejected, new HeldOutAccuracy(0.95, 0.1), "0.950 is worse than 0.900", Cancelled);
        await runs.FailAsync(failed, "no ratings", Cancelled);
        Assert.Equal(1, await runs.FailAbandonedAsync(Cancelled));

        Assert.Null(await runs.ReadChampionAsync(Cancelled));
        var read = (await runs.ListAsync(3, Cancelled)).ToDictionary(run => run.Id);
        Assert.Equal((StoredModelRunState.Rejected, (double?)0.95, "0.950 is worse than 0.900"), (read[rejected].State, read[rejected].HeldOut?.Rmse, read[rejected].Note));
        Assert.Equal((StoredModelRunState.Failed, "no ratings"), (read[failed].State, read[failed].Note));
        Assert.Equal(StoredModelRunState.Failed, read[abandoned].State);
    }

    [Fact]
    public async Task Experiment_StartedReplacedAndEnded_OneRunsAtMost()
    {
        await fixture.ResetAsync(1);
        var (runs, experiments) = (fixture.Get<ModelRunStore>(), fixture.Get<ExperimentStore>());
        var (control, challenger) = (await StartAsync(runs), await StartAsync(runs));
        Assert.Null(await experiments.StartAsync("nothing serves", challenger, 0.5, Cancelled));
        await runs.PromoteAsync(control, null, Cancelled);
        await runs.KeepAsync(challenger, new HeldOutAccuracy(0.9, null), Cancelled);
        Assert.Null(await experiments.StartAsync("against itself", control, 0.5, Cancelled));

        var started = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => experiments.StartAsync($"try {i}", challenger, 0.25, Cancelled)));
        var running = (await experiments.ReadRunningAsync(Cancelled))!;

        Assert.Equal((control, challenger, 0.25), (running.ControlVersion, running.ChallengerVersion, running.ChallengerShare));
        Assert.Equal(started.Max(one => one!.Id), running.Id);
        Assert.All((await experiments.ListAsync(10, Cancelled)).Skip(1), one => Assert.Equal("Another experiment began.", one.EndReason));
        Assert.Null(await experiments.EndAsync("no", unlessControl: control, Cancelled));
        var ended = await experiments.EndAsync("enough", unlessControl: challenger, Cancelled);
        Assert.Equal((running.Id, "enough", false), (ended!.Id, ended.EndReason, ended.IsRunning));
        Assert.Null(await experiments.ReadRunningAsync(Cancelled));
        Assert.Null(await experiments.EndAsync("again", unlessControl: null, Cancelled));
        Assert.Equal([challenger], (await runs.ListChallengersAsync(5, Cancelled)).Select(run => run.Id));
        Assert.Equal(control, (await runs.ReadNewestAsync(Cancelled))!.Id);
    }

    [Fact]
    public async Task Promote_UnknownRun_LeavesTheChampion()
    {
        await fixture.ResetAsync(1);
        var runs = fixture.Get<ModelRunStore>();
        var champion = await StartAsync(runs);
        await runs.PromoteAsync(champion, new HeldOutAccuracy(0.9, 0.1), Cancelled);

        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.PromoteAsync(champion + 1_000, new HeldOutAccuracy(0.8, 0.1), Cancelled));

        Assert.Equal(champion, (await runs.ReadChampionAsync(Cancelled))!.Id);
    }

    [Fact]
    public async Task Dataset_Saved_IsReadBack()
    {
        await fixture.ResetAsync(1);
        var datasets = fixture.Get<DatasetStore>();
        Assert.Null(await datasets.ReadCurrentAsync(Cancelled));
        var dataset = new StoredDataset { ImportId = Guid.NewGuid(), Name = "ml-test", Path = "/data", Fingerprint = "f", State = DatasetState.Importing, IsGenerated = true };
        await datasets.SaveAsync(dataset, Cancelled);
        Assert.False(await datasets.IsImportedAsync("ml-test", "f", Cancelled));

        var imported = dataset with { State = DatasetState.Imported, Movies = 3, Ratings = 5, Users = 2, Tags = 1, SkippedLines = 4, Fraction = 1, Problems = ["ratings.csv:2: no"] };
        await datasets.SaveAsync(imported, Cancelled);

        var read = (await datasets.ReadCurrentAsync(Cancelled))!;
        Assert.Equal(imported.Problems, read.Problems);
        Assert.True(read.StartedAt <= read.FinishedAt);
        Assert.Equal(imported with { Problems = read.Problems, StartedAt = read.StartedAt, FinishedAt = read.FinishedAt }, read);

        // A later one that fails hides nothing.
        await datasets.SaveAsync(dataset with { ImportId = Guid.NewGuid(), State = DatasetState.Failed, Error = "broken" }, Cancelled);
        Assert.Equal(dataset.ImportId, (await datasets.ReadCurrentAsync(Cancelled))!.ImportId);
        Assert.Equal([DatasetState.Failed, DatasetState.Imported], (await datasets.ListAsync(5, Cancelled)).Select(one => one.State));
        Assert.True(await datasets.IsImportedAsync("ml-test", "f", Cancelled));
        Assert.False(await datasets.IsImportedAsync("ml-test", "other", Cancelled));
    }

    private static Task<long> StartAsync(ModelRunStore runs) =>
        runs.StartAsync(Guid.NewGuid(), "als", "request", new Dictionary<string, string> { ["factors"] = "32" }, 100, 100, Cancelled);
}
