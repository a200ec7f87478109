using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using MovieMesh.TestServices;

namespace MovieMesh.Ingestion.Tests;

/// <summary>Whatever comes out of the queues: it is stored, passed over or dead-lettered, and what comes after it is handled.</summary>
public sealed class HostileMessagesTests(IngestionFixture mesh)
{
    private const int Each = 150;

    // One import at a time, and each failure is stored and told.
    private const int EachImport = 20;

    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyMessage_NearARightOne_HoldsUpNothingAndStoresNothingThatIsWrong()
    {
        await mesh.ResetAsync();

        var sent = await HostileMessages.SendAsync(mesh.Broker, Each, 3, typeof(SubmitRating), typeof(SubmitRatings), typeof(WithdrawRating), typeof(RecordFeedback), typeof(ForgetUser))
            + await HostileMessages.SendAsync(mesh.Broker, EachImport, 3, typeof(ImportDataset));

        // Behind all of them in each queue.
        await mesh.Bus.Publish(new SubmitRating { UserId = 900, MovieId = 1, Stars = 3, RatedAt = Noon }, Cancelled);
        await mesh.Bus.Publish(new SubmitRatings { Ratings = [new SubmitRating { UserId = 900, MovieId = 2, Stars = 3, RatedAt = Noon }] }, Cancelled);
        await mesh.Bus.Publish(new RecordFeedback { UserId = 900, MovieId = 1, Kind = FeedbackKind.Viewed, GivenAt = Noon }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count(rating => rating.UserId == 900) >= 2);
        await mesh.Bus.Publish(new WithdrawRating { UserId = 900, MovieId = 1, WithdrawnAt = Noon.AddMinutes(1) }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Any(rating => rating is { UserId: 900, Stars: null }));
        await Eventually.HoldsAsync(async () => (await mesh.Get<FeedbackStore>().ReadUserAsync(900, Cancelled)).Count == 1);
        await mesh.Bus.Publish(new ForgetUser { UserId = 900, AskedAt = Noon.AddMinutes(2) }, Cancelled);
        await Eventually.HoldsAsync(async () => (await mesh.Get<FeedbackStore>().ReadUserAsync(900, Cancelled)).Count == 0);
        var import = new ImportDataset { ImportId = Guid.NewGuid(), Path = "/nowhere/at/all" };
        await mesh.Bus.Publish(import, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<DatasetImported>().Any(imported => imported.ImportId == import.ImportId));

        Assert.DoesNotContain("/nowhere", mesh.Heard.Of<DatasetImported>().Single(imported => imported.ImportId == import.ImportId).Failure, StringComparison.Ordinal);
        string[] queues = ["submit-rating", "submit-ratings", "withdraw-rating", "record-feedback", "forget-user", "import-dataset"];
        await Eventually.HoldsAsync(async () => (await HostileMessages.CountAsync(mesh.Broker, queues.Select(queue => $"ingestion-{queue}"))).Values.Sum(count => count) == 0);
        var columns = await mesh.Get<RatingStore>().ReadAllAsync(Cancelled);
        Assert.All(columns.Stars, stars => Assert.True(float.IsNaN(stars) || (stars >= 0.5f && stars <= 5 && stars * 2 == MathF.Floor(stars * 2)), $"{stars} stars"));
        Assert.All(columns.UserIds, user => Assert.True(user > 0));
        Assert.All(await mesh.Get<FeedbackStore>().ReadAllAsync(Cancelled), given => Assert.Contains(given.Kind, Enum.GetNames<FeedbackKind>()));
        await Eventually.HoldsAsync(async () => (await HostileMessages.CountAsync(mesh.Broker, ["dead-letters"])).Values.Sum(count => count) == 0);
        var letters = await mesh.Get<DeadLetterStore>().CountAsync(Cancelled);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} messages, {letters} of them dead-lettered.");
        Assert.InRange(letters, 100, sent);
    }
}
