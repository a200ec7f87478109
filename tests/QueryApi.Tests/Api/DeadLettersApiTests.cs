using System.Net;
using System.Text;
using System.Text.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class DeadLettersApiTests(SharedWorld shared)
{
    private const string Queue = "rest-of-the-mesh-recorder";

    private readonly Gateway _gateway = shared.Gateway;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DeadLetterStore Store => shared.World.Get<DeadLetterStore>();

    [Fact]
    public async Task Letter_Replayed_IsHandledOnceHoweverOftenItIsReplayed()
    {
        var requestId = Guid.NewGuid();
        var letter = await KeepAsync(Train(requestId));
        var shown = (await _gateway.GetAsync<Page<DeadLetter>>("/api/dead-letters?pageSize=1")).Items[0];
        Assert.Equal((letter.Id, Queue, "TrainModel", "a test", letter.TraceId), (shown.Id, shown.Queue, shown.MessageType, shown.Reason, shown.TraceId));
        Assert.Contains($"{requestId}", shown.Body, StringComparison.Ordinal);
        Assert.Null(shown.StackTrace);
        Assert.Equal("at home", (await _gateway.GetAsync<DeadLetter>($"/api/dead-letters/{letter.Id}")).StackTrace);
        Assert.Equal(1, (await _gateway.GetAsync<MeshStatus>("/api/status")).DeadLetters);

        for (var time = 0; time < 3; time++)
        {
            using var replayed = await _gateway.RespondAsync(HttpMethod.Post, $"/api/dead-letters/{letter.Id}/replay");
            Assert.Equal(HttpStatusCode.NoContent, replayed.StatusCode);
        }

        var requests = shared.World.Get<Requests>();
        await Eventually.HoldsAsync(() => requests.Trainings.Any(request => request.RequestId == requestId));
        Assert.Single(requests.Trainings, request => request.RequestId == requestId);
        Assert.NotNull((await _gateway.GetAsync<DeadLetter>($"/api/dead-letters/{letter.Id}")).ReplayedAt);
        Assert.DoesNotContain((await _gateway.GetAsync<Page<DeadLetter>>("/api/dead-letters")).Items, other => other.Id == letter.Id);
        await Eventually.HoldsAsync(async () => (await _gateway.GetAsync<MeshStatus>("/api/status")).DeadLetters == 0);
    }

    [Fact]
    public async Task Letters_ReplayedAllAtOnce_GoAndTheOthersSayWhyTheyStay()
    {
        var requestId = Guid.NewGuid();
        var good = await KeepAsync(Train(requestId));
        var homeless = await KeepAsync(Train(requestId), queue: "gone");
        var cut = await KeepAsync("{ and so on", size: 100_000_000);

        var outcome = await _gateway.SendAsync<DeadLettersReplayed>(HttpMethod.Post, "/api/dead-letters/replay");

        Assert.Equal(new DeadLettersReplayed { Replayed = 1, Waiting = 2 }, outcome);
        Assert.NotNull((await Store.ReadAsync(good.Id, Cancelled))!.ReplayedAt);
        await Eventually.HoldsAsync(() => shared.World.Get<Requests>().Trainings.Any(request => request.RequestId == requestId));
        await Problems.AssertAsync(_gateway, HttpMethod.Post, $"/api/dead-letters/{homeless.Id}/replay", HttpStatusCode.Conflict);
        await Problems.AssertAsync(_gateway, HttpMethod.Post, $"/api/dead-letters/{cut.Id}/replay", HttpStatusCode.Conflict);

        foreach (var letter in (StoredDeadLetter[])[homeless, cut])
        {
            using var discarded = await _gateway.RespondAsync(HttpMethod.Delete, $"/api/dead-letters/{letter.Id}");
            Assert.Equal(HttpStatusCode.NoContent, discarded.StatusCode);
            await Problems.AssertAsync(_gateway, HttpMethod.Delete, $"/api/dead-letters/{letter.Id}", HttpStatusCode.NotFound);
        }
    }

    private static string Train(Guid requestId) => JsonSerializer.Serialize(new
    {
        messageType = (string[])["urn:message:MovieMesh.Contracts:TrainModel"],
        message = new { requestId, reason = "a replay" },
    });

    private async Task<StoredDeadLetter> KeepAsync(string body, string queue = Queue, int? size = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var letter = new StoredDeadLetter
        {
            Id = Guid.NewGuid(),
            Queue = queue,
            MessageType = "TrainModel",
            ContentType = "application/vnd.masstransit+json",
            Headers = """{"kept":1}""",
            Body = bytes,
            Size = size ?? bytes.Length,
            ExceptionType = "System.Exception",
            Reason = "a test",
            StackTrace = "at home",
            TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
            FailedAt = DateTimeOffset.UtcNow,
        };
        await Store.KeepAsync(letter, Cancelled);
        return letter;
    }
}
