using MovieMesh.QueryApi.Users;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Tests.Users;

public sealed class UserStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Merge_AnyOrderAndRepetition_EndsTheSame()
    {
        StoredRating[] ratings = [Rating(1, 3, 0), Rating(1, 5, 2), Rating(1, null, 1), Rating(2, 4, 1), Rating(2, null, 3), Rating(3, 2, 5), Rating(3, 4, 5)];
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var shuffled = ratings.Concat(ratings).ToArray();
            random.Shuffle(shuffled);
            var merged = shuffled.Aggregate(UserRatings.None, (known, rating) => known.Merge([rating]));
            Assert.Equal([(3, 4f), (1, 5f)], merged.NewestFirst.Select(rating => (rating.MovieId, rating.Stars!.Value)));
            Assert.Null(merged.Find(2));
        }
    }

    [Fact]
    public void Merge_NothingNewer_IsTheSameObject()
    {
        var ratings = UserRatings.None.Merge([Rating(1, 4, 3)]);
        Assert.Same(ratings, ratings.Merge([Rating(1, 4, 3), Rating(1, 2, 1)]));
    }

    [Fact]
    public async Task WaitAsync_RatingComes_WakesAtOnce()
    {
        var state = new UserState();
        var waiting = state.WaitAsync(new ReadToken(1, Start.AddSeconds(5)), TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        state.Merge([Rating(1, 4, 4), Rating(2, 4, 9)]);
        Assert.False(waiting.IsCompleted);
        state.Merge([Rating(1, null, 5)]);
        Assert.True(await waiting);
    }

    [Fact]
    public async Task WaitAsync_RatingIsThereOrLater_DoesNotWait()
    {
        var state = new UserState();
        state.Merge([Rating(1, 4, 6)]);
        var waiting = state.WaitAsync(new ReadToken(1, Start.AddSeconds(5)), TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(waiting.IsCompletedSuccessfully && await waiting);
    }

    [Fact]
    public async Task WaitAsync_NothingComes_GivesUp() =>
        Assert.False(await new UserState().WaitAsync(new ReadToken(1, Start), TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));

    private static StoredRating Rating(int movieId, float? stars, int second) => new(movieId, stars, Start.AddSeconds(second));
}
