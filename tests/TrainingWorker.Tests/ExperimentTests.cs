using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>Challengers, and users split over two models.</summary>
public sealed class ExperimentTests(TrainingFixture mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ExperimentStore Experiments => mesh.Get<ExperimentStore>();

    [Fact]
    public async Task Train_NotToPromote_KeepsTheLastFewBesideTheChampion()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:KeptModels", "2")]);
        var champion = await mesh.TrainAsync();

        var first = await mesh.TrainAsync("als", promote: false);
        var second = await mesh.TrainAsync("biases", promote: false);
        var third = await mesh.TrainAsync("ials", promote: false);

        Assert.All([first, second, third], run => Assert.Equal((StoredModelRunState.Challenger, false), (run.State, run.IsCurrent)));
        Assert.Equal(("als", "biases", "ials"), (first.Algorithm, second.Algorithm, third.Algorithm));
        Assert.NotNull(first.HeldOut?.Rmse);
        Assert.Equal(champion.Id, (await mesh.Runs.ReadChampionAsync(Cancelled))!.Id);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelTrained>().Count == 4);
        Assert.Single(mesh.Heard.Of<ModelPromoted>());
        Assert.Empty(mesh.Heard.Of<ModelRejected>());
        await Eventually.ReturnsAsync(() => Task.WhenAll(new[] { first, second, third, champion }.Select(run => StaysAsync(run.Id))), stay => stay is [false, true, true, true]);

        await mesh.Bus.Publish(new PromoteModel { Version = second.Id, Reason = "promote" }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<ModelPromoted>().Any(promoted => promoted.Version == second.Id));
        Assert.Equal((second.Id, second.HeldOut), ((await mesh.Runs.ReadChampionAsync(Cancelled))!.Id, (await mesh.Runs.ReadChampionAsync(Cancelled))!.HeldOut));
        await Eventually.HoldsAsync(() => StaysAsync(champion.Id));
    }

    [Fact]
    public async Task Recorded_InAnExperiment_IsPredictedByTheModelOfTheUsersArm()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        var control = await mesh.TrainAsync();
        var challenger = await mesh.TrainAsync("biases", promote: false);
        var experiment = (await Experiments.StartAsync("by arm", challenger.Id, 0.4, Cancelled))!;
        var recorded = await mesh.RateAsync(500, 10);
        await mesh.Bus.Publish(recorded, Cancelled);

        var errors = await ReadErrorsAsync(experiment.Id, recorded.Ratings.Count);

        foreach (var (run, isChallenger) in new[] { (control, false), (challenger, true) })
        {
            var model = RecommenderModel.Load((await mesh.Cache.LoadAsync(run.Id, Cancelled))!);
            var split = new UserSplit("by arm", 0.4);
            var own = recorded.Ratings.Where(rating => split.Contains(rating.UserId) == isChallenger).ToArray();
            Assert.NotEmpty(own);
            var mae = own.Average(rating => Math.Abs(rating.Stars!.Value - model.Predict(model.FoldIn(Before(recorded, rating)), rating.MovieId)));
            Assert.Equal((own.Length, true), ((int)errors[run.Id].Ratings, Math.Abs(mae - errors[run.Id].Mae) < 1e-3));
        }
    }

    [Fact]
    public async Task Recorded_TheChallengerIsGone_IsPredictedByTheControlOutsideTheExperiment()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        var control = await mesh.TrainAsync();
        var challenger = await mesh.TrainAsync("biases", promote: false);
        var experiment = (await Experiments.StartAsync("all of them", challenger.Id, 1, Cancelled))!;
        var first = await mesh.RateAsync(500, 1);
        await mesh.Bus.Publish(first, Cancelled);
        await ReadErrorsAsync(experiment.Id, first.Ratings.Count);

        await mesh.FlushAsync($"model:{challenger.Id}*");
        var second = await mesh.RateAsync(601, 1);
        await mesh.Bus.Publish(second, Cancelled);

        var window = await Eventually.ReturnsAsync(
            () => mesh.Get<PrequentialStore>().ReadWindowAsync(control.Id, 0, 1_000, Cancelled), found => found?.Ratings == second.Ratings.Count);
        Assert.NotNull(window);
        var errors = await ReadErrorsAsync(experiment.Id, first.Ratings.Count);
        Assert.Equal([challenger.Id], errors.Keys);
    }

    [Fact]
    public async Task Promotion_InAnExperiment_EndsItAndSaysSo()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:KeptModels", "0")]);
        var control = await mesh.TrainAsync();
        var challenger = await mesh.TrainAsync("biases", promote: false);
        await Eventually.HoldsAsync(async () => !await StaysAsync(challenger.Id));
        var experiment = (await Experiments.StartAsync("until promoted", challenger.Id, 0.5, Cancelled))!;
        Assert.True(await mesh.Cache.KeepAsync(challenger.Id, Cancelled));

        // What others keep does not touch the model in the experiment.
        var other = await mesh.TrainAsync("als", promote: false);
        await Eventually.HoldsAsync(async () => !await StaysAsync(other.Id));
        Assert.True(await StaysAsync(challenger.Id));
        var winner = await mesh.TrainAsync();

        Assert.True(winner.State == StoredModelRunState.Promoted, winner.Note);
        var ended = await Eventually.ReturnsAsync(async () => (await Experiments.ListAsync(1, Cancelled))[0], one => !one.IsRunning);
        Assert.Equal((experiment.Id, $"Model {winner.Id} was promoted."), (ended.Id, ended.EndReason));
        await Eventually.HoldsAsync(() => mesh.Heard.Of<ExperimentEnded>().Any(heard => heard.ExperimentId == experiment.Id && heard.Reason == ended.EndReason));
        await Eventually.HoldsAsync(async () => !await StaysAsync(challenger.Id));
        Assert.NotEqual(control.Id, winner.Id);
    }

    [Fact]
    public async Task End_ByHand_LetsTheChallengerGo()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:KeptModels", "0")]);
        await mesh.TrainAsync();
        var challenger = await mesh.TrainAsync("biases", promote: false);
        await Eventually.HoldsAsync(async () => !await StaysAsync(challenger.Id));
        var experiment = (await Experiments.StartAsync("for a while", challenger.Id, 0.5, Cancelled))!;
        await mesh.Cache.KeepAsync(challenger.Id, Cancelled);
        await Experiments.EndAsync("enough", unlessControl: null, Cancelled);

        await mesh.Bus.Publish(new ExperimentEnded { ExperimentId = experiment.Id, Name = experiment.Name, Reason = "enough" }, Cancelled);

        await Eventually.HoldsAsync(async () => !await StaysAsync(challenger.Id));
        Assert.True(await mesh.Cache.ContainsAsync(challenger.Id, Cancelled));
    }

    private static ItemRating[] Before(RatingsRecorded recorded, RecordedRating rating) =>
        [.. recorded.Ratings.Where(other => other.UserId == rating.UserId && other.Sequence < rating.Sequence).Select(other => new ItemRating(other.MovieId, other.Stars!.Value))];

    /// <summary>Whether a model is in the cache for good.</summary>
    private Task<bool> StaysAsync(long version) => mesh.StaysAsync($"model:{version}");

    private async Task<Dictionary<long, PrequentialWindow>> ReadErrorsAsync(long experimentId, int ratings) => (await Eventually.ReturnsAsync(
        () => mesh.Get<PrequentialStore>().ReadExperimentAsync(experimentId, Cancelled), windows => windows.Sum(window => window.Ratings) == ratings)).ToDictionary(window => window.ModelVersion);
}
