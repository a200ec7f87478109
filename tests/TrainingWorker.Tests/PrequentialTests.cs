using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>New ratings are predicted before they are learned, each once.</summary>
public sealed class PrequentialTests(TrainingFixture mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recorded_TwiceToTwoReplicas_IsPredictedOnceFromWhatCameBefore()
    {
        await mesh.ResetWithRatingsAsync();
        await using var one = await mesh.StartAsync(TrainingFixture.Quick);
        await using var two = await mesh.StartAsync(TrainingFixture.Quick);
        var trained = await mesh.RateAsync([new(800, 1, 5, DateTimeOffset.UnixEpoch)]);
        var run = await mesh.TrainAsync();
        var model = RecommenderModel.Load((await mesh.Cache.LoadAsync(run.Id, Cancelled))!);
        var first = await mesh.RateAsync([new(900, 2, 5, DateTimeOffset.UnixEpoch), new(900, 4, 4.5f, DateTimeOffset.UnixEpoch), new(900, 5, 1, DateTimeOffset.UnixEpoch)]);
        var changeOfMind = await mesh.RateAsync([new(900, 5, 2, DateTimeOffset.UnixEpoch.AddDays(1))]);
        var withdrawn = await mesh.RateAsync([new(1, 5, null, DateTimeOffset.UnixEpoch.AddDays(20_000))]);
        var last = await mesh.RateAsync([new(900, 6, 3, DateTimeOffset.UnixEpoch)]);

        foreach (var recorded in new[] { trained, first, first, changeOfMind, withdrawn, last, first, last })
        {
            await mesh.Bus.Publish(recorded, Cancelled);
        }

        var window = await Eventually.ReturnsAsync(
            () => mesh.Get<PrequentialStore>().ReadWindowAsync(run.Id, last.Ratings[0].Sequence - 1, 10, Cancelled), found => found is not null);
        Assert.Equal(1, window!.Ratings);
        var all = Assert.Single(await mesh.Get<PrequentialStore>().ReadWindowsAsync(1_000, Cancelled));
        Assert.Equal((run.Id, 4), (all.ModelVersion, all.Ratings));

        // By hand: every rating from those of lower sequence numbers. The changed one is later than what was first said of it.
        ItemRating[][] known = [[], [Item(first, 0)], [Item(first, 0), Item(first, 1)], [Item(first, 0), Item(first, 1), new(5, 2)]];
        RecordedRating[] scored = [.. first.Ratings, last.Ratings[0]];
        var errors = scored.Select((rating, i) => Math.Abs(model.Predict(model.FoldIn(known[i]), rating.MovieId) - rating.Stars!.Value)).ToArray();
        Assert.Equal(errors.Average(), all.Mae, 4);
        var places = scored
            .Select((rating, i) => (rating.Stars, Place: Array.FindIndex(model.Recommend(model.FoldIn(known[i]), int.MaxValue, [.. known[i].Select(one => one.ItemId)]), place => place.ItemId == rating.MovieId) + 1))
            .Where(rating => rating.Stars >= 4)
            .Select(rating => (double)rating.Place)
            .ToArray();
        Assert.Equal((2, places.Average(), places.Count(place => place <= 10) / 2.0), (all.Places!.Liked, all.Places.Median, all.Places.HitShare));
        Assert.Equal(places.Average(place => 1 / place), all.Places.ReciprocalMean, 6);
        Assert.Null(window.Places);
        Assert.Equal(Math.Sqrt(errors.Average(error => (double)error * error)), all.Rmse, 4);
    }

    [Fact]
    public async Task Prune_MoreThanAreKept_ForgetsTheOldest()
    {
        await mesh.ResetWithRatingsAsync();
        var store = mesh.Get<PrequentialStore>();
        await store.AddAsync([.. Enumerable.Range(1, 50).Select(sequence => new PrequentialScore(sequence, sequence <= 30 ? 1 : 2, 3, 4))], DateTimeOffset.UnixEpoch, Cancelled);

        await store.PruneAsync(25, Cancelled);

        Assert.Equal([(2L, 20L), (1, 5)], (await store.ReadWindowsAsync(100, Cancelled)).Select(window => (window.ModelVersion, window.Ratings)));
    }

    private static ItemRating Item(RecordedRating rating) => new(rating.MovieId, rating.Stars!.Value);

    private static ItemRating Item(RatingsRecorded recorded, int index) => Item(recorded.Ratings[index]);
}
