using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>A training goes on from the factors of the one before, and its measure stays honest.</summary>
public sealed class WarmStartTests(TrainingFixture mesh)
{
    private const double Tolerance = 0.01;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Train_AfterNewRatingsAndARestart_TakesFewerEpochsToTheSameError()
    {
        await mesh.ResetWithRatingsAsync();
        StoredModelRun first, warm, cold;
        await using (await mesh.StartAsync(TrainingFixture.Quick))
        {
            first = await mesh.TrainAsync();
        }

        await mesh.RateAsync(51, 6);
        await using (await mesh.StartAsync(TrainingFixture.Quick))
        {
            warm = await mesh.TrainAsync();
        }

        await using (await mesh.StartAsync([.. TrainingFixture.Quick, ("Training:WarmStart", "false")]))
        {
            cold = await mesh.TrainAsync();
        }

        Assert.Equal((null, first.Id, null), (first.WarmStartedFrom, warm.WarmStartedFrom, cold.WarmStartedFrom));
        Assert.Equal(cold.Ratings, warm.Ratings);
        var bar = StarEpochs(cold).Min(epoch => epoch.HeldOutError)!.Value + Tolerance;
        Assert.True(
            EpochsTo(bar, warm) < EpochsTo(bar, cold),
            $"{bar}: {string.Join(" ", StarEpochs(warm).Select(e => e.HeldOutError))} / {string.Join(" ", StarEpochs(cold).Select(e => e.HeldOutError))}");
    }

    [Fact]
    public async Task Start_KeptForTheNextRun_HasSeenNoneOfTheRatingsThatItHoldsOut()
    {
        await mesh.ResetWithRatingsAsync();
        await using var worker = await mesh.StartAsync(TrainingFixture.Quick);
        await mesh.TrainAsync();
        await mesh.RateAsync([.. Enumerable.Range(1, 20).Select(movie => new RatingSubmission(movie, movie, movie % 4 == 0 ? null : 2.5f, DateTimeOffset.UnixEpoch.AddDays(19_000)))]);
        var second = await mesh.TrainAsync();

        var start = RecommenderModel.Load(await mesh.Cache.LoadStartAsync(second.Id, Cancelled));
        var serving = RecommenderModel.Load(await mesh.Cache.LoadAsync(second.Id, Cancelled));
        var all = await mesh.Get<RatingStore>().ReadAllAsync(Cancelled);
        var defaults = new TrainingOptions();
        var byMovie = Enumerable.Range(0, all.Count).ToLookup(i => all.MovieIds[i]);
        Assert.Equal(byMovie.Count, byMovie.Count(movie => serving.RatingCountOf(movie.Key) == movie.Count()));
        Assert.Equal(
            byMovie.Select(movie => movie.Count(i => !Splits.IsHeldOut(all.UserIds[i], all.MovieIds[i], defaults.HeldOutFraction, (ulong)defaults.Seed))),
            byMovie.Select(movie => start.RatingCountOf(movie.Key)));
        Assert.NotNull(second.WarmStartedFrom);
    }

    [Theory]
    [InlineData("Training:Options:als:Factors", "3")]
    [InlineData("Training:Seed", "43")]
    [InlineData("Training:HeldOutFraction", "0.2")]
    public async Task Train_UnderAnotherSetting_StartsAfresh(string key, string value)
    {
        await mesh.ResetWithRatingsAsync();
        await using (await mesh.StartAsync(TrainingFixture.Quick))
        {
            await mesh.TrainAsync();
        }

        await using var worker = await mesh.StartAsync([.. TrainingFixture.Quick, (key, value)]);

        Assert.Null((await mesh.TrainAsync()).WarmStartedFrom);
    }

    // The part of the pair that goes on from an earlier model.
    private static IEnumerable<StoredModelEpoch> StarEpochs(StoredModelRun run) => run.Epochs.Where(epoch => epoch.Part == "stars");

    private static int EpochsTo(double error, StoredModelRun run) => StarEpochs(run).FirstOrDefault(epoch => epoch.HeldOutError <= error)?.Epoch ?? int.MaxValue;
}
