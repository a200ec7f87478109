using System.Net;
using System.Text.Json;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class EventsApiTests(SharedWorld shared)
{
    [Fact]
    public async Task Events_RatingMade_TellsWhoListens()
    {
        using var reader = await ListenAsync("/api/events");
        var visitor = await shared.Gateway.CreateVisitorAsync();
        await shared.Gateway.RateAsync(visitor, 12, 4);
        var told = await NextAsync(reader, data => data.GetProperty("ratings").EnumerateArray().Any(rating => rating.GetProperty("userId").GetInt32() == visitor));
        Assert.Equal("ratings-recorded", told.Type);
        Assert.Equal(12, told.Data.GetProperty("ratings")[0].GetProperty("movieId").GetInt32());
    }

    [Fact]
    public async Task Events_TypesChosen_AreTheOnlyOnes()
    {
        using var reader = await ListenAsync("/api/events?types=epoch-completed,model-rejected");
        await shared.Gateway.RateAsync(await shared.Gateway.CreateVisitorAsync(), 12, 4);
        await shared.World.Bus.Publish(new TrainingStarted { RunId = 99, RequestId = Guid.NewGuid(), Algorithm = "als", Reason = "test", Epochs = 3 }, TestContext.Current.CancellationToken);
        await shared.World.Bus.Publish(new EpochCompleted { RunId = 99, Epoch = 1, Epochs = 3, TrainError = 0.9, HeldOutError = 0.95 }, TestContext.Current.CancellationToken);
        var told = await NextAsync(reader, _ => true);
        Assert.Equal("epoch-completed", told.Type);
        Assert.Equal(99, told.Data.GetProperty("runId").GetInt64());
    }

    [Fact]
    public async Task Events_Quiet_KeepTheConnectionOpen()
    {
        await using var gateway = shared.World.CreateGateway(("Gateway:Heartbeat", "00:00:00.100"));
        using var response = await gateway.Client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": listening", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        for (var beats = 0; beats < 3;)
        {
            beats += await reader.ReadLineAsync(TestContext.Current.CancellationToken) == ": heartbeat" ? 1 : 0;
        }
    }

    [Fact]
    public async Task Events_UnknownType_Is400() => await Problems.AssertAsync(shared.Gateway, HttpMethod.Get, "/api/events?types=gossip", HttpStatusCode.BadRequest, "types");

    private async Task<StreamReader> ListenAsync(string address)
    {
        var response = await shared.Gateway.Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": listening", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        return reader;
    }

    private static async Task<MeshEvent> NextAsync(StreamReader reader, Func<JsonElement, bool> isWanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            var line = await reader.ReadLineAsync(deadline.Token);
            Assert.NotNull(line);
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonSerializer.Deserialize<MeshEvent>(line[6..], GatewayJson.Options) is { } told && isWanted(told.Data))
            {
                return told;
            }
        }
    }
}
