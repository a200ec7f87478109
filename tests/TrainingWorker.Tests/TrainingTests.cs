using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.TrainingWorker.Tests;

public sealed class TrainingTests(TrainingFixture mesh)
{
    [Fact]
    public async Task Request_RatingsThere_TrainsStoresEveryEpochAndPromotes()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);

        var run = await mesh.TrainAsync();

        Assert.Equal(("pair", "request", StoredModelRunState.Promoted, true), (run.Algorithm, run.Reason, run.State, run.IsCurrent));
        Assert.InRange(run.HeldOut!.Rmse!.Value, 0, 1);
        Assert.InRange(run.HeldOut.Ndcg!.Value, 0.2, 1);
        Assert.Equal(("ials-features(epochs=3;factors=4)", "4", "6"), (run.Settings["ranker"], run.Settings["stars.factors"], run.Settings["stars.epochs"]));
        Assert.Equal(run.Id, await mesh.Cache.ReadCurrentVersionAsync(TestContext.Current.CancellationToken));

        // What serves has learned from every rating, those held out for the measurement included.
        var model = RecommenderModel.Load(await mesh.Cache.LoadAsync(run.Id, TestContext.Current.CancellationToken));
        Assert.Equal(run.Ratings, Enumerable.Range(1, TrainingFixture.Movies).Sum(model.RatingCountOf));
        Assert.True(model.Predict(2, 4) > 4 && model.Predict(2, 5) < 2, $"{model.Predict(2, 4)}, {model.Predict(2, 5)}");

        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelPromoted>().Count == 1 && mesh.Heard.Of<EpochCompleted>().Count == run.Epochs.Count);
        Assert.Equal((run.Id, "pair", "request", 9), mesh.Heard.Of<TrainingStarted>().Select(e => (e.RunId, e.Algorithm, e.Reason, e.Epochs)).Single());
        Assert.Equal(
            run.Epochs.Select(e => (e.Epoch, e.TrainError, e.HeldOutError, e.Part)), mesh.Heard.Of<EpochCompleted>().Select(e => (e.Epoch, e.TrainError, e.HeldOutError, e.Part)).Order());
        Assert.Equal(["ranker", "stars"], run.Epochs.Select(e => e.Part!).Distinct());
        Assert.Equal((run.Id, run.HeldOut.Rmse), mesh.Heard.Of<ModelTrained>().Select(e => (e.RunId, e.HeldOutRmse)).Single());
        Assert.Equal((run.Id, null, run.HeldOut.Rmse), mesh.Heard.Of<ModelPromoted>().Select(e => (e.Version, e.PreviousVersion, e.HeldOutRmse)).Single());
    }

    [Fact]
    public async Task Request_EveryAlgorithm_IsTrainedByName()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);

        foreach (var algorithm in RecommenderAlgorithms.All)
        {
            var run = await mesh.TrainAsync(algorithm.Name);

            // Whether it is any good on so few ratings is not the question here; a rejected model stays in the cache for a while too.
            Assert.True(run.State is StoredModelRunState.Promoted or StoredModelRunState.Rejected, $"{algorithm.Name}: {run.Note}");
            Assert.Equal(algorithm.Name, run.Algorithm);
            Assert.Equal(algorithm.PredictsStars, run.HeldOut!.Rmse is not null);
            Assert.NotNull(run.HeldOut.Ndcg);
            Assert.Equal(algorithm.Name, RecommenderModel.Load(await mesh.Cache.LoadAsync(run.Id, TestContext.Current.CancellationToken)).Algorithm);
        }
    }

    [Fact]
    public async Task Request_FeedbackBesideRatings_IsLearnedByItsWeightWhereTheAlgorithmCan()
    {
        await mesh.ResetWithRatingsAsync();
        StoredFeedback[] given = [new(950, 1, "Viewed", DateTimeOffset.UnixEpoch), new(950, 3, "Wishlisted", DateTimeOffset.UnixEpoch), new(951, 2, "Clicked", DateTimeOffset.UnixEpoch)];
        await mesh.Get<FeedbackStore>().RecordAsync(given, TestContext.Current.CancellationToken);
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Feedback:Wishlisted", "3"), ("Feedback:Clicked", "0")]);

        var run = await mesh.TrainAsync("ials");

        var model = RecommenderModel.Load(await mesh.Cache.LoadAsync(run.Id, TestContext.Current.CancellationToken));
        Assert.True(model.TryGetUser(950, out var trained));
        Assert.False(model.TryGetUser(951, out _));
        Assert.Equal(model.Predict(model.FoldIn([], [new(1, 0.5f), new(3, 3)]), 5), model.Predict(trained, 5));
        Assert.Equal(("0.5", "3", "0"), (run.Settings["feedback.viewed"], run.Settings["feedback.wishlisted"], run.Settings["feedback.clicked"]));
    }

    [Fact]
    public async Task Request_WorseModel_IsRejectedAndTheChampionServesOn()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        var champion = await mesh.TrainAsync();

        var challenger = await mesh.TrainAsync("biases");

        Assert.Equal(StoredModelRunState.Rejected, challenger.State);
        Assert.Contains($"is worse than version {champion.Id}'s", challenger.Note, StringComparison.Ordinal);
        Assert.Equal(champion.Id, (await mesh.Runs.ReadChampionAsync(TestContext.Current.CancellationToken))!.Id);
        Assert.Equal(champion.Id, await mesh.Cache.ReadCurrentVersionAsync(TestContext.Current.CancellationToken));
        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelRejected>().Count == 1);
        Assert.Equal((challenger.Id, champion.Id, challenger.Note), mesh.Heard.Of<ModelRejected>().Select(e => (e.RunId, e.ChampionVersion!.Value, e.Reason)).Single());
    }

    [Theory]
    [InlineData("Training:Stars", "global-mean", "the star model's held-out RMSE")]
    [InlineData("Training:Ranker", "popularity", "the ranker's held-out NDCG@10")]
    public async Task Request_PairWithAWorsePart_IsRejectedNamingThePart(string key, string value, string named)
    {
        await mesh.ResetWithRatingsAsync();
        StoredModelRun champion;
        await using (await mesh.StartAsync(TrainingFixture.Quick))
        {
            champion = await mesh.TrainAsync();
        }

        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, (key, value)]);
        var challenger = await mesh.TrainAsync();

        Assert.Equal((StoredModelRunState.Rejected, value), (challenger.State, challenger.Settings[key.Split(':')[1].ToLowerInvariant()]));
        Assert.StartsWith(named, challenger.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(", and ", challenger.Note, StringComparison.Ordinal);
        Assert.Contains($"is worse than version {champion.Id}'s", challenger.Note, StringComparison.Ordinal);
        Assert.True(challenger.HeldOut is { Rmse: not null, Ndcg: not null });
    }

    [Fact]
    public async Task Request_OneAlgorithmForBoth_ServesAloneWhereItIsSet()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:Algorithm", "als")]);

        var run = await mesh.TrainAsync();

        Assert.Equal(("als", "4", StoredModelRunState.Promoted), (run.Algorithm, run.Settings["factors"], run.State));
        Assert.All(run.Epochs, epoch => Assert.Null(epoch.Part));
        Assert.DoesNotContain("ranker", run.Settings.Keys);
    }

    [Fact]
    public async Task Request_NoModelCanCome_EndsTheRunWithTheReason()
    {
        await mesh.ResetAsync(TrainingFixture.Movies);
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);

        var unknown = await mesh.TrainAsync("magic");
        var empty = await mesh.TrainAsync();

        Assert.Equal(StoredModelRunState.Failed, unknown.State);
        Assert.StartsWith("There is no algorithm 'magic'; there are: ", unknown.Note, StringComparison.Ordinal);
        Assert.Equal((StoredModelRunState.Failed, "0 ratings are too few to learn from some and measure by others."), (empty.State, empty.Note));
        Assert.Null(await mesh.Cache.ReadCurrentVersionAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await mesh.TakeDeadLettersAsync(mesh.TrainQueue));
    }

    [Theory]
    [InlineData("Training:Algorithm", "magic", "There is no algorithm 'magic'")]
    [InlineData("Training:Options:magic:Factors", "8", "There is no algorithm 'magic'")]
    [InlineData("Training:Options:als:Factors", "1000", "Factors")]
    [InlineData("Training:Options:als:Depth", "3", "Depth")]
    [InlineData("Training:Stars", "ials", "'ials' does not predict stars")]
    [InlineData("Training:Ranker", "magic", "There is no algorithm 'magic'")]
    [InlineData("Training:Ranker", "ials(depth=3)", "'depth=3' sets no option of 'ials'")]
    [InlineData("Training:Options:pair:Ranker", "ials", "Training:Ranker and Training:Stars")]
    public async Task Start_WrongSetting_IsRefusedByName(string key, string value, string named)
    {
        var refusal = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => mesh.StartAsync((key, value)));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }
}
