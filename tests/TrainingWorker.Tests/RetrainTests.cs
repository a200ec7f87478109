using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>What sets a training off, and that there is never more than one.</summary>
public sealed class RetrainTests(TrainingFixture mesh)
{
    private static (string, string)[] EagerPolicy { get; } = [("Training:Retrain:Pause", "00:00:00"), ("Training:Retrain:Interval", "00:00:00.100")];

    [Fact]
    public async Task Import_Done_TrainsAndFailedOnesDoNot()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);

        await mesh.Bus.Publish(Imported("The file is broken."), TestContext.Current.CancellationToken);
        await mesh.Bus.Publish(Imported(failure: null), TestContext.Current.CancellationToken);

        var runs = await mesh.EndedAsync(1);
        Assert.Equal([("import", StoredModelRunState.Promoted)], runs.Select(run => (run.Reason, run.State)));
    }

    [Fact]
    public async Task Volume_EnoughNewRatings_TrainsOnceOverRestartsAndRedeliveries()
    {
        await mesh.ResetWithRatingsAsync();
        (string, string)[] settings = [.. TrainingFixture.Quick, ("Training:Retrain:AfterRatings", "20"), .. EagerPolicy];
        await using (await mesh.StartAsync(settings))
        {
            await mesh.TrainAsync();
            var nineteen = await mesh.RateAsync([.. Enumerable.Range(1, 19).Select(movie => new RatingSubmission(900, movie, 5, DateTimeOffset.UnixEpoch))]);
            await mesh.Bus.Publish(nineteen, TestContext.Current.CancellationToken);
            await mesh.Bus.Publish(nineteen, TestContext.Current.CancellationToken);
        }

        await using (await mesh.StartAsync(settings))
        {
            await mesh.Bus.Publish(await mesh.RateAsync([new(900, 20, 5, DateTimeOffset.UnixEpoch)]), TestContext.Current.CancellationToken);
            var runs = await mesh.EndedAsync(2);
            Assert.Equal(["volume", "request"], runs.Select(run => run.Reason));
            Assert.Equal(runs[1].Ratings + 20, runs[0].Ratings);
        }
    }

    [Fact]
    public async Task Volume_TwoReplicasLook_TrainOnce()
    {
        await mesh.ResetWithRatingsAsync();
        (string, string)[] settings = [.. TrainingFixture.Quick, ("Training:Retrain:AfterRatings", "20"), .. EagerPolicy];
        await using var one = await mesh.StartAsync(settings);
        await using var two = await mesh.StartAsync(settings);
        await mesh.TrainAsync();

        await mesh.RateAsync([.. Enumerable.Range(1, 25).Select(movie => new RatingSubmission(901, movie, 5, DateTimeOffset.UnixEpoch))]);
        await mesh.EndedAsync(2);

        // Whoever asked second was in the queue by the time the policy shows the new run twice.
        var seen = await Eventually.ReturnsAsync(() => PolicyAsync(), policy => policy is { NewestRunId: not null, IsTraining: false } && policy.Triggers[0].Value == 0);
        await Eventually.ReturnsAsync(() => PolicyAsync(), policy => policy!.CheckedAt > seen!.CheckedAt.AddSeconds(1));
        Assert.Equal(["volume", "request"], (await mesh.Runs.ListAsync(10, TestContext.Current.CancellationToken)).Select(run => run.Reason));
    }

    [Fact]
    public async Task Drift_TheLiveModelMissesNewRatings_TrainsAndSaysWhy()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(
        [
            .. TrainingFixture.Quick, .. EagerPolicy, ("Training:Retrain:AfterRatings", "100000"), ("Training:Retrain:DriftWindow", "20"), ("Training:Retrain:DriftFactor", "1.5"),
        ]);
        var run = await mesh.TrainAsync();

        // A taste that has nothing to do with those the model knows.
        var strange = from movie in Enumerable.Range(1, TrainingFixture.Movies) select new RatingSubmission(900, movie, movie / 2 % 2 == 0 ? 1 : 5, DateTimeOffset.UnixEpoch);
        var recorded = await mesh.RateAsync([.. strange]);
        await mesh.Bus.Publish(recorded, TestContext.Current.CancellationToken);
        await mesh.Bus.Publish(recorded, TestContext.Current.CancellationToken);

        var runs = await mesh.EndedAsync(2);
        Assert.Equal(["drift", "request"], runs.Select(ended => ended.Reason));
        var window = (await mesh.Get<PrequentialStore>().ReadWindowsAsync(1_000, TestContext.Current.CancellationToken)).Single(window => window.ModelVersion == run.Id);
        Assert.Equal(TrainingFixture.Movies, window.Ratings);
        Assert.True(window.Rmse > 1.5 * run.HeldOut!.Rmse, $"{window.Rmse} is not much worse than {run.HeldOut.Rmse}");
    }

    [Theory]
    [InlineData("Training:Retrain:AfterRatings", "0")]
    [InlineData("Training:Retrain:AfterShare", "-1")]
    [InlineData("Training:Retrain:DriftFactor", "0.5")]
    [InlineData("Training:Retrain:DriftWindow", "1")]
    [InlineData("Training:Retrain:AfterAge", "00:00:00")]
    [InlineData("Training:Retrain:Interval", "02:00:00")]
    public async Task Start_PolicyOutOfRange_IsRefused(string setting, string value) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => mesh.StartAsync((setting, value)));

    private async Task<Contracts.Api.RetrainPolicyStatus?> PolicyAsync() =>
        await mesh.Cache.ReadPolicyAsync(TestContext.Current.CancellationToken) is { } json
            ? System.Text.Json.JsonSerializer.Deserialize<Contracts.Api.RetrainPolicyStatus>(json, System.Text.Json.JsonSerializerOptions.Web)
            : null;

    [Fact]
    public async Task Cache_ModelLost_IsTrainedAgain()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:WatchInterval", "00:00:01")]);
        var first = await mesh.TrainAsync();

        await mesh.FlushAsync("*");

        var runs = await mesh.EndedAsync(2);
        Assert.Equal(["cache lost", "request"], runs.Select(run => run.Reason));
        await Eventually.HoldsAsync(async () => await mesh.Cache.ReadCurrentVersionAsync(TestContext.Current.CancellationToken) == runs[0].Id);
        Assert.True(runs[0].Id > first.Id && runs[0].IsCurrent);
    }

    [Fact]
    public async Task Cache_PointerLost_IsSetAgainWithoutTraining()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:WatchInterval", "00:00:01")]);
        var run = await mesh.TrainAsync();

        await mesh.FlushAsync("model:current");

        await Eventually.HoldsAsync(async () => await mesh.Cache.ReadCurrentVersionAsync(TestContext.Current.CancellationToken) == run.Id);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelPromoted>().Count == 2);
        Assert.Single(await mesh.Runs.ListAsync(10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Replicas_ManyRequests_TrainOneAfterAnother()
    {
        await mesh.ResetWithRatingsAsync();
        (string, string)[] settings = [.. TrainingFixture.Quick, ("Training:Options:als:Epochs", "200"), ("Training:Options:als:Patience", "200"), ("Training:Options:als:Factors", "32")];
        await using var one = await mesh.StartAsync(settings);
        await using var two = await mesh.StartAsync(settings);

        for (var i = 0; i < 4; i++)
        {
            await mesh.Bus.Publish(new TrainModel { RequestId = Guid.NewGuid(), Reason = TrainingRequests.Request }, TestContext.Current.CancellationToken);
        }

        var runs = (await mesh.EndedAsync(4)).OrderBy(run => run.StartedAt).ToArray();
        Assert.Equal(4, runs.Length);
        for (var i = 1; i < runs.Length; i++)
        {
            Assert.True(runs[i - 1].FinishedAt <= runs[i].StartedAt, $"Run {runs[i].Id} began at {runs[i].StartedAt:O}, before run {runs[i - 1].Id} ended at {runs[i - 1].FinishedAt:O}.");
        }
    }

    [Fact]
    public async Task Cancel_RunningTraining_EndsItAndTheNextOneRuns()
    {
        await mesh.ResetWithRatingsAsync();
        (string, string)[] settings = [.. TrainingFixture.Quick, ("Training:Options:als:Epochs", "1000"), ("Training:Options:als:Patience", "1000"), ("Training:Options:als:Factors", "256")];
        await using var one = await mesh.StartAsync(settings);
        await using var two = await mesh.StartAsync(settings);
        await mesh.Bus.Publish(new TrainModel { RequestId = Guid.NewGuid(), Reason = TrainingRequests.Request }, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<EpochCompleted>().Count > 1);

        var running = mesh.Heard.Of<EpochCompleted>()[0].RunId;
        await mesh.Bus.Publish(new CancelTraining { RunId = running }, TestContext.Current.CancellationToken);

        var cancelled = (await mesh.EndedAsync(1)).Single(run => run.Id == running);
        Assert.Equal((StoredModelRunState.Failed, "Somebody cancelled it."), (cancelled.State, cancelled.Note));
        Assert.Empty(await mesh.TakeDeadLettersAsync(mesh.TrainQueue));
        var next = await mesh.TrainAsync("popularity");
        Assert.True(next.State != StoredModelRunState.Failed, next.Note);
    }

    [Fact]
    public async Task Promotion_ModelWithoutStars_DoesNotReplaceOneWithThemByItself()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        var champion = await mesh.TrainAsync();

        var ranking = await mesh.TrainAsync("ease");
        var biases = await mesh.TrainAsync("biases");

        Assert.Equal(StoredModelRunState.Rejected, ranking.State);
        Assert.Contains("predicts no stars", ranking.Note, StringComparison.Ordinal);
        Assert.NotEqual(StoredModelRunState.Failed, biases.State);
        Assert.Equal(champion.Id, (await mesh.Runs.ReadChampionAsync(TestContext.Current.CancellationToken))!.Id);
    }

    [Fact]
    public async Task Trainer_StoppedInTheMiddle_LeavesTheCommandToAnother()
    {
        await mesh.ResetWithRatingsAsync();
        var request = new TrainModel { RequestId = Guid.NewGuid(), Reason = TrainingRequests.Request };
        await using (await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:Options:als:Epochs", "1000"), ("Training:Options:als:Patience", "1000"), ("Training:Options:als:Factors", "256")]))
        {
            await mesh.Bus.Publish(request, TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync(() => mesh.Heard.Of<EpochCompleted>().Count > 1);
        }

        await using (await mesh.StartAsync(TrainingFixture.Quick))
        {
            var runs = await mesh.EndedAsync(2);
            Assert.All(runs, run => Assert.Equal(request.RequestId, run.RequestId));
            Assert.Equal([StoredModelRunState.Promoted, StoredModelRunState.Failed], runs.Select(run => run.State));
            Assert.Equal("The trainer stopped before the run ended.", runs[1].Note);
            Assert.Empty(await mesh.TakeDeadLettersAsync(mesh.TrainQueue));
        }
    }

    [Fact]
    public async Task Trainer_KilledInTheMiddle_LeavesTheCommandToTheOneThatWaits()
    {
        await mesh.ResetWithRatingsAsync();
        var request = new TrainModel { RequestId = Guid.NewGuid(), Reason = TrainingRequests.Request };

        // The queue must be there before the command.
        await (await mesh.StartAsync(TrainingFixture.Quick)).DisposeAsync();
        using var killed = mesh.StartProcess(
            "services/TrainingWorker",
            [.. TrainingFixture.Quick, ("Training:Options:als:Epochs", "1000"), ("Training:Options:als:Patience", "1000"), ("Training:Options:als:Factors", "256")]);
        try
        {
            await mesh.Bus.Publish(request, TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync(() => mesh.Heard.Of<EpochCompleted>().Count > 1);
            await using var waiting = await mesh.StartAsync(TrainingFixture.Quick);
            Assert.Single(await mesh.Runs.ListAsync(10, TestContext.Current.CancellationToken), run => run.State == StoredModelRunState.Running);

            killed.Kill();

            var runs = await mesh.EndedAsync(2);
            Assert.All(runs, run => Assert.Equal(request.RequestId, run.RequestId));
            Assert.Equal([StoredModelRunState.Promoted, StoredModelRunState.Failed], runs.Select(run => run.State));
            Assert.Equal("The trainer stopped before the run ended.", runs[1].Note);
        }
        finally
        {
            killed.Kill();
        }
    }

    [Fact]
    public async Task Watch_RatingsThatNoModelComesOf_AreTriedOnceUntilThereAreOthers()
    {
        await mesh.ResetAsync(TrainingFixture.Movies);
        await mesh.Get<DatasetStore>().SaveAsync(
            new StoredDataset { ImportId = Guid.NewGuid(), Name = "empty", Path = "empty", State = DatasetState.Imported }, TestContext.Current.CancellationToken);
        var clock = new FastClock(120);
        await using var worker = await mesh.StartAsync(clock, [.. TrainingFixture.Quick, ("Training:WatchInterval", "00:00:20")]);

        var failed = (await mesh.EndedAsync(1)).Single();
        var ticks = clock.Ticks;
        await Eventually.HoldsAsync(() => clock.GetUtcNow() - failed.FinishedAt > TimeSpan.FromMinutes(5) && clock.Ticks > ticks + 5);
        await mesh.RateAsync(1, 50);

        var runs = await mesh.EndedAsync(2);
        Assert.Equal([StoredModelRunState.Promoted, StoredModelRunState.Failed], runs.Select(run => run.State));
        Assert.Equal("0 ratings are too few to learn from some and measure by others.", failed.Note);
    }

    private static DatasetImported Imported(string? failure) =>
        new() { ImportId = Guid.NewGuid(), Dataset = "test", Movies = TrainingFixture.Movies, Ratings = 1, Tags = 0, SkippedLines = 0, Failure = failure };
}
