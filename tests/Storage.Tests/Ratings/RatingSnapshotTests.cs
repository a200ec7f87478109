using FsCheck.Fluent;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Storage.Tests.Ratings;

public sealed class RatingSnapshotTests(RatingsFixture fixture) : IClassFixture<RatingsFixture>
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RatingStore _ratings = fixture.Get<RatingStore>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>New ratings, changed and withdrawn ones, some of them late, between any two reads.</summary>
    [Fact]
    public async Task Read_AfterAnyChanges_IsWhatAFullReadGives()
    {
        var submission =
            from user in Gen.Choose(1, 4)
            from movie in Gen.Choose(1, 4)
            from halves in Gen.Choose(0, 10)
            from day in Gen.Choose(0, 6)
            select new RatingSubmission(user, movie, halves < 3 ? null : halves / 2f, Noon.AddDays(day));
        var withdrawals = 0;

        foreach (var batches in submission.ArrayOf(6).ArrayOf(6).Sample(25, 6))
        {
            await fixture.ResetAsync(4);
            var snapshot = new RatingSnapshot(_ratings);
            foreach (var batch in batches)
            {
                var before = await snapshot.ReadAsync(Cancelled);
                var kept = Rows(before);
                await _ratings.RecordAsync(batch, Cancelled);

                var after = await snapshot.ReadAsync(Cancelled);

                var all = await _ratings.ReadAllAsync(Cancelled);
                Assert.Equal(Rows(all).Order(), Rows(after));
                Assert.Equal(Math.Max(all.LastSequence, before.LastSequence), after.LastSequence);
                Assert.Equal(kept, Rows(before));
                withdrawals += kept.Count(row => !Rows(after).Any(other => (other.User, other.Movie) == (row.User, row.Movie)));
            }
        }

        Assert.NotEqual(0, withdrawals);
    }

    [Fact]
    public async Task Read_NothingChanged_GivesTheSameColumns()
    {
        await fixture.ResetAsync(2);
        await _ratings.RecordAsync([new(2, 1, 4, Noon), new(1, 2, 3, Noon), new(1, 1, 5, Noon)], Cancelled);
        var snapshot = new RatingSnapshot(_ratings);

        var first = await snapshot.ReadAsync(Cancelled);

        Assert.Equal([(1, 1), (1, 2), (2, 1)], Rows(first).Select(row => (row.User, row.Movie)));
        Assert.Same(first, await snapshot.ReadAsync(Cancelled));
    }

    private static (int User, int Movie, float Stars, int Day)[] Rows(RatingColumns columns) =>
        [.. Enumerable.Range(0, columns.Count).Select(i => (columns.UserIds[i], columns.MovieIds[i], columns.Stars[i], columns.Days[i]))];
}
