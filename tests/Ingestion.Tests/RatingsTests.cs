using System.Text;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.Ingestion.Tests;

public sealed class RatingsTests(IngestionFixture mesh)
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_Hundreds_AreStoredAndAnnouncedInFewBatches()
    {
        await mesh.ResetAsync();

        await mesh.PublishAllAsync(
            from user in Enumerable.Range(1, 100) from movie in Enumerable.Range(1, 5) select new SubmitRating { UserId = user, MovieId = movie, Stars = movie, RatedAt = Noon });

        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count >= 500);
        Assert.Equal(500, mesh.Heard.Ratings.Count);
        Assert.Equal(500, mesh.Heard.Ratings.Select(rating => rating.Sequence).Distinct().Count());
        Assert.InRange(mesh.Heard.Of<RatingsRecorded>().Count, 1, 100);
        Assert.All(mesh.Heard.Of<RatingsRecorded>(), batch => Assert.Equal(batch.Ratings.OrderBy(rating => rating.Sequence), batch.Ratings));
        Assert.Equal(5, (await mesh.Get<RatingStore>().ReadUserAsync(100, Cancelled)).Count);
    }

    [Fact]
    public async Task Submit_TheSameMessageAgain_IsAnnouncedAgainWordForWord()
    {
        await mesh.ResetAsync();
        await mesh.Bus.Publish(new SubmitRating { UserId = 1, MovieId = 1, Stars = 2, RatedAt = Noon }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 1);
        var change = new SubmitRating { UserId = 1, MovieId = 1, Stars = 4.5f, RatedAt = Noon.AddSeconds(1) };
        await mesh.Bus.Publish(change, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 2);

        await mesh.Bus.Publish(change, Cancelled);

        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 3);
        Assert.Equal(2, mesh.Heard.Ratings[2].PreviousStars);
        Assert.Equal(mesh.Heard.Ratings[1], mesh.Heard.Ratings[2]);
        Assert.Equal(1, (await mesh.Get<MovieStore>().ReadStatisticsAsync([1], Cancelled))[1].Ratings);
    }

    [Fact]
    public async Task Withdraw_ThenAnOlderSubmission_StaysWithdrawn()
    {
        await mesh.ResetAsync();
        await mesh.Bus.Publish(new SubmitRating { UserId = 1, MovieId = 1, Stars = 4, RatedAt = Noon }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 1);
        await mesh.Bus.Publish(new WithdrawRating { UserId = 1, MovieId = 1, WithdrawnAt = Noon.AddMinutes(2) }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 2);

        await mesh.Bus.Publish(new SubmitRating { UserId = 1, MovieId = 1, Stars = 5, RatedAt = Noon.AddMinutes(1) }, Cancelled);
        await mesh.Bus.Publish(new SubmitRating { UserId = 1, MovieId = 2, Stars = 5, RatedAt = Noon.AddMinutes(1) }, Cancelled);

        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 3);
        Assert.Equal((null, 4f), (mesh.Heard.Ratings[1].Stars, mesh.Heard.Ratings[1].PreviousStars));
        Assert.Equal(2, mesh.Heard.Ratings[2].MovieId);
        Assert.Null((await mesh.Get<RatingStore>().ReadUserAsync(1, Cancelled)).Single(rating => rating.MovieId == 1).Stars);
    }

    [Fact]
    public async Task Forget_User_TakesBackWhatTheyRatedUntilThenAndNothingElse()
    {
        await mesh.ResetAsync();
        await mesh.PublishAllAsync(
            from user in Enumerable.Range(1, 2) from movie in Enumerable.Range(1, 4) select new SubmitRating { UserId = user, MovieId = movie, Stars = 3, RatedAt = Noon });
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 8);
        await mesh.Bus.Publish(new SubmitRating { UserId = 1, MovieId = 4, Stars = 5, RatedAt = Noon.AddMinutes(2) }, Cancelled);
        await mesh.Bus.Publish(new RecordFeedback { UserId = 1, MovieId = 1, Kind = FeedbackKind.Viewed, GivenAt = Noon }, Cancelled);
        await Eventually.HoldsAsync(async () => mesh.Heard.Ratings.Count == 9 && (await mesh.Get<FeedbackStore>().ReadUserAsync(1, Cancelled)).Count == 1);
        var forget = new ForgetUser { UserId = 1, AskedAt = Noon.AddMinutes(1) };

        await mesh.Bus.Publish(forget, Cancelled);
        await mesh.Bus.Publish(forget, Cancelled);

        await Eventually.HoldsAsync(async () => mesh.Heard.Ratings.Count(rating => rating.Stars is null) == 6 && (await mesh.Get<FeedbackStore>().ReadUserAsync(1, Cancelled)).Count == 0);
        Assert.Equal([4], (await mesh.Get<RatingStore>().ReadUserAsync(1, Cancelled)).Where(rating => rating.Stars is not null).Select(rating => rating.MovieId));
        Assert.All(await mesh.Get<RatingStore>().ReadUserAsync(2, Cancelled), rating => Assert.Equal(3, rating.Stars));
    }

    [Fact]
    public async Task Submit_InvalidAmongValid_AreDeadLetteredOneByOneWithTheReason()
    {
        await mesh.ResetAsync();
        SubmitRating[] invalid =
        [
            new() { UserId = 1, MovieId = 999, Stars = 4, RatedAt = Noon },
            new() { UserId = 1, MovieId = 2, Stars = 5.5f, RatedAt = Noon },
            new() { UserId = 1, MovieId = 2, Stars = 3.3f, RatedAt = Noon },
            new() { UserId = 1, MovieId = 2, Stars = 3, RatedAt = new DateTimeOffset(1066, 10, 14, 0, 0, 0, TimeSpan.Zero) },
            new() { UserId = 1, MovieId = 2, Stars = 3, RatedAt = TimeProvider.System.GetUtcNow().AddHours(1) },
            new() { UserId = 0, MovieId = 2, Stars = 3, RatedAt = Noon },
        ];

        await mesh.PublishAllAsync(Enumerable.Range(1, 10).Select(movie => new SubmitRating { UserId = 1, MovieId = movie, Stars = 3, RatedAt = Noon }).Concat(invalid));

        var letters = await Eventually.ReturnsAsync(mesh.ReadDeadLettersAsync, found => found.Count == invalid.Length);
        Assert.All(letters, letter => Assert.Equal(("ingestion-submit-rating", "SubmitRating"), (letter.Queue, letter.MessageType)));
        var reasons = letters.Select(letter => letter.Reason).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(6, reasons.Count);
        Assert.Contains("There is no movie 999.", reasons);
        Assert.Contains("5.5 stars are not between 0.5 and 5 in half steps.", reasons);
        Assert.Contains("3.3 stars are not between 0.5 and 5 in half steps.", reasons);
        Assert.Contains("The user id 0 is not positive.", reasons);
        Assert.Equal(2, reasons.Count(reason => reason.EndsWith("is before 1995 or ahead of the clock.", StringComparison.Ordinal)));
        Assert.Contains(letters, letter => Encoding.UTF8.GetString(letter.Body).Contains("999", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 10);
        Assert.Equal(10, (await mesh.Get<RatingStore>().ReadUserAsync(1, Cancelled)).Count);
    }

    [Fact]
    public async Task Feedback_RepeatedAndOutOfOrder_KeepsTheNewestOfEachKind()
    {
        await mesh.ResetAsync();
        RecordFeedback[] given =
        [
            new() { UserId = 1, MovieId = 2, Kind = FeedbackKind.Viewed, GivenAt = Noon.AddMinutes(1) },
            new() { UserId = 1, MovieId = 2, Kind = FeedbackKind.Viewed, GivenAt = Noon },
            new() { UserId = 1, MovieId = 3, Kind = FeedbackKind.Wishlisted, GivenAt = Noon },
            new() { UserId = 1, MovieId = 999, Kind = FeedbackKind.Clicked, GivenAt = Noon },
            new() { UserId = 2, MovieId = 2, Kind = FeedbackKind.Clicked, GivenAt = Noon },
            new() { UserId = 1, MovieId = 4, Kind = FeedbackKind.Wishlisted, GivenAt = Noon.AddMinutes(1), IsWithdrawn = true },
            new() { UserId = 1, MovieId = 4, Kind = FeedbackKind.Wishlisted, GivenAt = Noon },
            new() { UserId = 2, MovieId = 3, Kind = FeedbackKind.Viewed, GivenAt = Noon, IsWithdrawn = true },
            new() { UserId = 2, MovieId = 3, Kind = FeedbackKind.Viewed, GivenAt = Noon.AddMinutes(1) },
        ];

        await Task.WhenAll(given.Concat(given).Select(one => mesh.Bus.Publish(one, Cancelled)));

        var store = mesh.Get<FeedbackStore>();
        await Eventually.HoldsAsync(async () => (await store.ReadUserAsync(2, Cancelled)).Count == 2 && (await store.ReadUserAsync(1, Cancelled)).Count == 2);
        await Eventually.HoldsAsync(async () => (await store.ReadUserAsync(1, Cancelled))[0] == new StoredFeedback(1, 2, "Viewed", Noon.AddMinutes(1)));
        Assert.Equal([2, 3], (await store.ReadUserAsync(1, Cancelled)).Select(one => one.MovieId));
    }

    [Fact]
    public async Task SubmitMany_ThousandsInAMessage_AreStoredOnceAndTheBadOnesDeadLettered()
    {
        await mesh.ResetAsync();
        var ratings = Enumerable.Range(1, 900).SelectMany(user => Enumerable.Range(1, 10).Select(movie => new SubmitRating { UserId = user, MovieId = movie, Stars = 3, RatedAt = Noon })).ToList();
        ratings.Insert(6_000, new SubmitRating { UserId = 1, MovieId = 999, Stars = 4, RatedAt = Noon });
        ratings.Insert(10, new SubmitRating { UserId = 1, MovieId = 2, Stars = 5.5f, RatedAt = Noon.AddSeconds(1) });
        var message = new SubmitRatings { Ratings = ratings };

        await mesh.Bus.Publish(message, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 9_000);
        await mesh.Bus.Publish(message, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count == 18_000);

        Assert.Equal(9_000, mesh.Heard.Ratings.Select(rating => rating.Sequence).Distinct().Count());
        Assert.Equal(900, (await mesh.Get<MovieStore>().ReadStatisticsAsync([1], Cancelled))[1].Ratings);
        var letters = await Eventually.ReturnsAsync(mesh.ReadDeadLettersAsync, found => found.Count == 4);
        Assert.Equal(
            ["5.5 stars are not between 0.5 and 5 in half steps.", "There is no movie 999."], letters.Select(letter => letter.Reason).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Ingestion:BatchSize", "0")]
    [InlineData("Ingestion:BatchWait", "00:01:00")]
    [InlineData("Ingestion:ConcurrentBatches", "17")]
    public async Task Start_SettingOutOfRange_IsRefused(string setting, string value)
    {
        await mesh.ResetAsync();

        await Assert.ThrowsAsync<OptionsValidationException>(() => mesh.StartAsync((setting, value)));
    }
}
