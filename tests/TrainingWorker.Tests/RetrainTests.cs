using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>What sets a training off, and that there is never more than one.</summary>
public sealed class RetrainTests(TrainingFixture mesh)
{
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
        (string, string)[] settings = [.. TrainingFixture.Quick, ("Training:RetrainAfterRatings", "20")];
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
        var clock = new FastClock(600);
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
