using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class ModelsApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task Models_ListAndDetails_ShowEveryEpoch()
    {
        var runs = await _gateway.GetAsync<ModelRun[]>("/api/models");
        var first = await _gateway.GetAsync<ModelRun>("/api/models/1");
        Assert.Contains(runs, run => run.Id == 1);
        Assert.Equal([(1, 0.95), (2, 0.85)], first.Epochs.Select(epoch => (epoch.Epoch, epoch.HeldOutError)));
        Assert.Equal((ModelRunState.Promoted, "als", "8"), (first.State, first.Algorithm, first.Settings["factors"]));
        Assert.Single(runs, run => run.IsCurrent);
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/models/4711", HttpStatusCode.NotFound);
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/models/x", HttpStatusCode.BadRequest, "id");
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/models?count=0", HttpStatusCode.BadRequest, "count");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"algorithm": "als"}""")]
    public async Task Train_Asked_TellsTheTrainer(string? json)
    {
        using var response = await _gateway.RespondAsync(HttpMethod.Post, "/api/models/train", json);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = System.Text.Json.JsonSerializer.Deserialize<TrainingAccepted>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), GatewayJson.Options)!;
        await Eventually.HoldsAsync(() => shared.World.Get<Requests>().Trainings.Any(training => training.RequestId == accepted.RequestId));
    }

    [Fact]
    public async Task Train_UnknownAlgorithm_Is400() =>
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/models/train", HttpStatusCode.BadRequest, "algorithm", """{"algorithm": "magic"}""");

    [Fact]
    public async Task Promote_UnderConcurrentRequests_NoneFailsAndAllSwap()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var versions = new System.Collections.Concurrent.ConcurrentDictionary<long, int>();
        var readers = Enumerable.Range(0, 6).Select(reader => Task.Run(
            async () =>
            {
                var last = 0L;
                for (var request = 0; !ending.IsCancellationRequested; request++)
                {
                    var list = await _gateway.GetAsync<Recommendations>($"/api/users/{1 + (((request * 6) + reader) % World.Users)}/recommendations?count=5");
                    Assert.Equal(5, list.Items.Count);
                    Assert.True(list.ModelVersion >= last, "An older model came back.");
                    last = list.ModelVersion!.Value;
                    versions.AddOrUpdate(last, 1, (_, count) => count + 1);
                }
            },
            cancellationToken)).ToArray();

        var newest = 0L;
        for (var swap = 0; swap < 5; swap++)
        {
            newest = await shared.World.TrainAsync();
            await shared.World.PromoteAsync(newest);
            await Eventually.HoldsAsync(() => versions.ContainsKey(newest) || readers.Any(reader => reader.IsFaulted));
        }

        await ending.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(versions.Count >= 5, $"Only {versions.Count} versions served.");
        Assert.Equal(newest, (await _gateway.GetAsync<Prediction>("/api/predictions/1/1")).ModelVersion);
    }

    [Fact]
    public async Task Status_EverythingThere_IsReady()
    {
        var version = await shared.World.TrainAsync();
        await shared.World.PromoteAsync(version);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<MeshStatus>("/api/status"), status => !status.Ready && status.Training?.RunId == version);
        foreach (var measure in SimilarityMeasures.All)
        {
            await shared.World.PublishSimilaritiesAsync(measure, version);
        }

        var ready = await Eventually.ReturnsAsync(() => _gateway.GetAsync<MeshStatus>("/api/status"), status => status.Ready);
        Assert.Equal(("Imported", "two-tastes", World.Movies, World.Users), (ready.Dataset.State, ready.Dataset.Name!, (int)ready.Dataset.Movies, (int)ready.Dataset.Users));
        Assert.Equal((ModelRunState.Promoted, 2, 4), (ready.Training!.State, ready.Training.Epoch, ready.Training.Epochs));
        Assert.Equal(ready.Similarities.Expected, ready.Similarities.Published);
    }
}
