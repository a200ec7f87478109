using FsCheck.Fluent;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Storage.Tests.Ratings;

public sealed class RatingStoreTests(RatingsFixture fixture) : IClassFixture<RatingsFixture>
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RatingStore _ratings = fixture.Get<RatingStore>();
    private readonly MovieStore _movies = fixture.Get<MovieStore>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_NewRating_IsChangedAndCounted()
    {
        await fixture.ResetAsync(3);

        var batch = await _ratings.RecordAsync([new(1, 2, 3.5f, Noon)], Cancelled);

        var change = Assert.Single(batch.Changes);
        Assert.Equal(new RatingChange(1, 2, 3.5f, null, Noon, change.Sequence), change);
        Assert.Equal([new StoredRating(2, 3.5f, Noon)], await _ratings.ReadUserAsync(1, Cancelled));
        var statistics = (await _movies.ReadStatisticsAsync([2], Cancelled))[2];
        Assert.Equal(1, statistics.Ratings);
        Assert.Equal(3.5, statistics.MeanStars);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 0, 0, 0], statistics.Histogram);
    }

    [Fact]
    public async Task Record_TheSameBatchAgain_ChangesNothingAndRepeatsTheFirstAnswer()
    {
        await fixture.ResetAsync(3);
        RatingSubmission[] submissions = [new(1, 1, 4, Noon), new(1, 2, 2, Noon), new(2, 1, null, Noon)];
        await _ratings.RecordAsync([new(1, 1, 5, Noon.AddDays(-1))], Cancelled);
        var first = await _ratings.RecordAsync(submissions, Cancelled);

        var second = await _ratings.RecordAsync(submissions, Cancelled);

        Assert.Equal(3, first.Changes.Count);
        Assert.Empty(first.Repeated);
        Assert.Empty(second.Changes);
        Assert.Equal(first.Changes, second.Repeated);
        Assert.Equal(5, second.Repeated.Single(change => change is { UserId: 1, MovieId: 1 }).PreviousStars);
    }

    [Fact]
    public async Task Record_OlderSubmission_LeavesNoTrace()
    {
        await fixture.ResetAsync(1);
        await _ratings.RecordAsync([new(1, 1, 4, Noon)], Cancelled);

        var batch = await _ratings.RecordAsync([new(1, 1, 1, Noon.AddSeconds(-1))], Cancelled);

        Assert.Empty(batch.Changes);
        Assert.Empty(batch.Repeated);
        Assert.Equal([new StoredRating(1, 4, Noon)], await _ratings.ReadUserAsync(1, Cancelled));
    }

    [Fact]
    public async Task Record_SubmissionOlderThanTheWithdrawal_StaysWithdrawn()
    {
        await fixture.ResetAsync(1);
        await _ratings.RecordAsync([new(1, 1, 4, Noon)], Cancelled);
        var withdrawal = await _ratings.RecordAsync([new(1, 1, null, Noon.AddMinutes(2))], Cancelled);

        await _ratings.RecordAsync([new(1, 1, 5, Noon.AddMinutes(1))], Cancelled);

        Assert.Equal(4, Assert.Single(withdrawal.Changes).PreviousStars);
        Assert.Equal([new StoredRating(1, null, Noon.AddMinutes(2))], await _ratings.ReadUserAsync(1, Cancelled));
        Assert.Equal(0, (await _movies.ReadStatisticsAsync([1], Cancelled))[1].Ratings);
        Assert.Equal(0, (await _ratings.ReadAllAsync(Cancelled)).Count);
    }

    [Fact]
    public async Task Record_UnknownMovie_IsReturnedAndTheRestIsStored()
    {
        await fixture.ResetAsync(1);

        var batch = await _ratings.RecordAsync([new(1, 1, 4, Noon), new(1, 99, 4, Noon), new(2, 99, null, Noon)], Cancelled);

        Assert.Single(batch.Changes);
        Assert.Equal([new RatingSubmission(1, 99, 4, Noon), new RatingSubmission(2, 99, null, Noon)], batch.UnknownMovies);
    }

    /// <summary>However submissions are ordered, repeated and cut into batches, the ratings and what they add up to are the same.</summary>
    [Fact]
    public async Task Record_AnyOrderAnyRepetition_LeadsToTheSameState()
    {
        await fixture.ResetAsync(3);
        var submission =
            from user in Gen.Choose(1, 3)
            from movie in Gen.Choose(1, 3)
            from halves in Gen.Choose(0, 10)
            from minute in Gen.Choose(0, 4)
            select new RatingSubmission(user, movie, halves == 0 ? null : halves / 2f, Noon.AddMinutes(minute));
        var cases =
            from submissions in submission.ArrayOf(12)
            from repeated in Gen.SubListOf(submissions)
            from shuffled in Gen.Shuffle(submissions.Concat(repeated))
            from size in Gen.Choose(1, 8)
            select (submissions, shuffled, size);

        foreach (var (submissions, shuffled, size) in cases.Sample(40, 10))
        {
            await fixture.ResetAsync(3);
            foreach (var chunk in shuffled.Chunk(size))
            {
                await _ratings.RecordAsync(chunk, Cancelled);
            }

            var expected = submissions
                .GroupBy(one => (one.UserId, one.MovieId))
                .Select(group => group.OrderBy(one => one.RatedAt).ThenBy(one => one.Stars ?? 0).Last())
                .ToList();
            foreach (var user in expected.GroupBy(one => one.UserId))
            {
                Assert.Equal(
                    user.Select(one => new StoredRating(one.MovieId, one.Stars, one.RatedAt)).OrderBy(rating => rating.MovieId),
                    (await _ratings.ReadUserAsync(user.Key, Cancelled)).OrderBy(rating => rating.MovieId));
                Assert.Equal(user.Count(one => one.Stars is not null), (await fixture.Get<UserStore>().ReadAsync(user.Key, Cancelled))?.Ratings ?? 0);
            }

            var statistics = await _movies.ReadStatisticsAsync([1, 2, 3], Cancelled);
            for (var movie = 1; movie <= 3; movie++)
            {
                var stars = expected.Where(one => one.MovieId == movie && one.Stars is not null).Select(one => one.Stars!.Value).ToList();
                var actual = statistics.GetValueOrDefault(movie, MovieStatistics.None);
                Assert.Equal(stars.Count, actual.Ratings);
                Assert.Equal(stars.Sum(), actual.StarsSum);
                Assert.Equal(Enumerable.Range(1, 10).Select(bin => stars.Count(star => (int)(star * 2) == bin)), actual.Histogram);
            }
        }
    }

    [Fact]
    public async Task Record_FromManyWritersAtOnce_SequencesAreSeenInOrder()
    {
        await fixture.ResetAsync(50);
        using var done = new CancellationTokenSource();
        var seen = new HashSet<(int User, int Movie)>();
        var reader = Task.Run(
            async () =>
            {
                var watermark = 0L;
                var last = false;
                while (true)
                {
                    var changes = await _ratings.ReadChangesAsync(watermark, Cancelled);
                    for (var row = 0; row < changes.Count; row++)
                    {
                        seen.Add((changes.UserIds[row], changes.MovieIds[row]));
                    }

                    watermark = changes.LastSequence;
                    if (last)
                    {
                        return;
                    }

                    last = done.IsCancellationRequested;
                }
            },
            Cancelled);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(async user =>
        {
            for (var movie = 1; movie <= 50; movie++)
            {
                await _ratings.RecordAsync([new(user, movie, 3, Noon)], Cancelled);
            }
        }));
        await done.CancelAsync();
        await reader;

        Assert.Equal(400, seen.Count);
    }

    [Fact]
    public async Task ReadAll_ManyRows_GivesEveryStandingRatingOnce()
    {
        await fixture.ResetAsync(300);
        var submissions =
            from user in Enumerable.Range(1, 400)
            from movie in Enumerable.Range(1, 300)
            select new RatingSubmission(user, movie, (user + movie) % 11 == 0 ? null : ((user + movie) % 11) / 2f, Noon.AddHours(user));
        await _ratings.RecordAsync([.. submissions], Cancelled);

        var all = await _ratings.ReadAllAsync(Cancelled);
        var changes = await _ratings.ReadChangesAsync(0, Cancelled);
        var later = await _ratings.RecordAsync([new(1, 1, null, Noon.AddYears(1))], Cancelled);
        var after = await _ratings.ReadChangesAsync(all.LastSequence, Cancelled);

        var expected = submissions.Where(one => one.Stars is not null).ToDictionary(one => (one.UserId, one.MovieId), one => one.Stars!.Value);
        Assert.Equal(expected.Count, all.Count);
        Assert.All(Enumerable.Range(0, all.Count), row => Assert.Equal(expected[(all.UserIds[row], all.MovieIds[row])], all.Stars[row]));
        Assert.All(Enumerable.Range(0, all.Count), row => Assert.Equal((Noon.AddHours(all.UserIds[row]) - DateTimeOffset.UnixEpoch).Days, all.Days[row]));
        Assert.Equal(120_000, changes.Count);
        Assert.Equal(120_000 - expected.Count, changes.Stars.Count(float.IsNaN));
        Assert.Equal(all.LastSequence, changes.LastSequence);
        Assert.Equal((1, 1, float.NaN), (Assert.Single(after.UserIds), Assert.Single(after.MovieIds), Assert.Single(after.Stars)));
        Assert.Equal(Assert.Single(later.Changes).Sequence, after.LastSequence);
    }

    [Fact]
    public async Task ReadAll_NoRatings_IsEmpty()
    {
        await fixture.ResetAsync(1);

        var all = await _ratings.ReadAllAsync(Cancelled);

        Assert.Equal((0, 0L), (all.Count, all.LastSequence));
    }

    [Fact]
    public async Task ReadNewest_WithdrawnAmongThem_GivesTheNewestThatStand()
    {
        await fixture.ResetAsync(5);
        await _ratings.RecordAsync([.. Enumerable.Range(1, 5).Select(movie => new RatingSubmission(1, movie, movie == 4 ? null : 3, Noon.AddMinutes(movie)))], Cancelled);

        var newest = await _ratings.ReadNewestAsync(2, Cancelled);

        Assert.Equal([new DatedRating(5, Noon.AddMinutes(5)), new DatedRating(3, Noon.AddMinutes(3))], newest);
    }
}
