using System.Text;
using MovieMesh.Contracts;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using Npgsql;

namespace MovieMesh.Ingestion.Tests;

public sealed class DeadLettersTests(IngestionFixture mesh)
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DeadLetterStore Store => mesh.Get<DeadLetterStore>();

    [Fact]
    public async Task Letter_ReplayedOnceItsMovieIsThere_IsRecordedOnceHoweverOftenItIsReplayed()
    {
        await mesh.ResetAsync();
        await mesh.Bus.Publish(new SubmitRating { UserId = 1, MovieId = 11, Stars = 4, RatedAt = Noon }, Cancelled);
        var letter = (await Eventually.ReturnsAsync(mesh.ReadDeadLettersAsync, found => found.Count == 1))[0];
        Assert.Equal(("ingestion-submit-rating", "SubmitRating", "There is no movie 11."), (letter.Queue, letter.MessageType, letter.Reason));

        Assert.Equal(DeadLetterReplay.Done, await ReplayAsync(letter.Id));
        var again = (await Eventually.ReturnsAsync(mesh.ReadDeadLettersAsync, found => found is [{ Failures: 2 }]))[0];
        Assert.Equal(letter.Id, again.Id);
        Assert.True(again.FailedAt > letter.FailedAt);

        await using (var command = mesh.Get<NpgsqlDataSource>().CreateCommand("INSERT INTO movies (id, title, original_title, year, genres) VALUES (11, 'Movie 11', 'Movie 11', NULL, '{}')"))
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReplayAsync(letter.Id))), outcome => Assert.Equal(DeadLetterReplay.Done, outcome));
        await Eventually.HoldsAsync(() => mesh.Heard.Ratings.Count > 0);
        Assert.Equal(4, Assert.Single(await mesh.Get<RatingStore>().ReadUserAsync(1, Cancelled)).Stars);
        Assert.Single(mesh.Heard.Ratings);
        Assert.Equal(0, await Store.CountAsync(Cancelled));
        Assert.NotNull((await Store.ReadAsync(letter.Id, Cancelled))!.ReplayedAt);
    }

    [Fact]
    public async Task Poison_NoJson_IsKeptInspectedAndDiscarded()
    {
        await mesh.ResetAsync();
        Assert.True(await mesh.Get<DeadLetterSender>().PutBackAsync(
            Guid.NewGuid(),
            new QueuedMessage { Queue = "ingestion-submit-rating", ContentType = "application/vnd.masstransit+json", Headers = "{}", Body = "{ \0 no json"u8.ToArray() },
            Cancelled));

        var letter = (await Eventually.ReturnsAsync(mesh.ReadDeadLettersAsync, found => found.Count == 1))[0];
        Assert.Equal(("{ \0 no json", (string?)null), (Encoding.UTF8.GetString(letter.Body), letter.MessageType));
        Assert.NotNull((await Store.ReadAsync(letter.Id, Cancelled))!.StackTrace);

        Assert.True(await Store.DiscardAsync(letter.Id, Cancelled));
        Assert.False(await Store.DiscardAsync(letter.Id, Cancelled));
        Assert.Equal(DeadLetterReplay.Missing, await ReplayAsync(letter.Id));
    }

    private Task<DeadLetterReplay> ReplayAsync(Guid id) => Store.ReplayAsync(
        id,
        (letter, stop) => mesh.Get<DeadLetterSender>().PutBackAsync(
            letter.Id, new QueuedMessage { Queue = letter.Queue, MessageId = letter.MessageId, ContentType = letter.ContentType, Headers = letter.Headers, Body = letter.Body }, stop),
        Cancelled);
}
