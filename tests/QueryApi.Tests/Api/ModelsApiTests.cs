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
        Assert.Equal([(1, 0.95, "ranker"), (2, 0.85, "stars")], first.Epochs.Select(epoch => (epoch.Epoch, epoch.HeldOutError, epoch.Part)));
        Assert.Equal((ModelRunState.Promoted, "pair", "4"), (first.State, first.Algorithm, first.Settings["stars.epochs"]));
        Assert.Equal(("ials(factors=8;epochs=1)", "als(factors=8;epochs=4;itemRegularizationOffset=5)"), (first.Ranker, first.Stars));
        Assert.True(first is { HeldOutRmse: not null, HeldOutNdcg: not null });
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

    [Theory]
    [InlineData("""{"algorithm": "svd++", "promote": false}""", false)]
    [InlineData("""{"algorithm": "svd++"}""", true)]
    public async Task Train_NotToPromote_TellsTheTrainer(string json, bool promotes)
    {
        using var response = await _gateway.RespondAsync(HttpMethod.Post, "/api/models/train", json);
        var accepted = System.Text.Json.JsonSerializer.Deserialize<TrainingAccepted>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), GatewayJson.Options)!;
        await Eventually.HoldsAsync(() => shared.World.Get<Requests>().Trainings.Any(training => training.RequestId == accepted.RequestId && training.Promote == promotes));
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
    public async Task RollBack_AHundredRequestsASecondOnTwoReplicas_NoneFailsAndBothSwap()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var second = shared.World.CreateGateway();
        var older = await shared.World.TrainAsync();
        await shared.World.PromoteAsync(older);
        var newer = await shared.World.TrainAsync();
        await shared.World.PromoteAsync(newer);
        Gateway[] replicas = [_gateway, second];
        foreach (var replica in replicas)
        {
            await Eventually.ReturnsAsync(() => replica.GetAsync<Recommendations>("/api/users/2/recommendations?count=5"), list => list.ModelVersion == newer);
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answered = new System.Collections.Concurrent.ConcurrentQueue<(int Replica, long? Version, int Items)>();
        var serving = Task.Run(
            async () =>
            {
                var pending = new List<Task>();
                using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
                for (var request = 0; !ending.IsCancellationRequested; request++)
                {
                    var (replica, user) = (request % 2, 1 + (request % World.Users));
                    pending.Add(Task.Run(
                        async () =>
                        {
                            var list = await replicas[replica].GetAsync<Recommendations>($"/api/users/{user}/recommendations?count=5");
                            answered.Enqueue((replica, list.ModelVersion, list.Items.Count));
                        },
                        cancellationToken));
                    await pace.WaitForNextTickAsync(cancellationToken);
                }

                await Task.WhenAll(pending);
            },
            cancellationToken);

        await Eventually.HoldsAsync(() => answered.Count > 50);
        var accepted = await _gateway.SendAsync<PromotionAccepted>(HttpMethod.Post, "/api/models/rollback");
        await Eventually.HoldsAsync(() => new[] { 0, 1 }.All(replica => answered.Any(answer => answer.Replica == replica && answer.Version == older)) || serving.IsFaulted);
        await _gateway.SendAsync<PromotionAccepted>(HttpMethod.Post, $"/api/models/{newer}/promote");
        var swappedBack = answered.Count;
        await Eventually.HoldsAsync(() => new[] { 0, 1 }.All(replica => answered.Skip(swappedBack).Any(answer => answer.Replica == replica && answer.Version == newer)) || serving.IsFaulted);
        await ending.CancelAsync();
        await serving;

        Assert.Equal((older, newer), (accepted.Version, accepted.PreviousVersion));
        Assert.All(answered, answer => Assert.True(answer.Items == 5 && (answer.Version == older || answer.Version == newer), $"{answer}"));
        Assert.True((await _gateway.GetAsync<ModelRun>($"/api/models/{newer}")).IsCurrent);
    }

    [Fact]
    public async Task Promote_WhatCannotServe_IsRefusedWithTheReason()
    {
        var runs = shared.World.Get<Storage.Ratings.ModelRunStore>();
        var cancellationToken = TestContext.Current.CancellationToken;
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/models/4711/promote", HttpStatusCode.NotFound);
        var serving = (await runs.ReadChampionAsync(cancellationToken))!.Id;
        await Problems.AssertAsync(_gateway, HttpMethod.Post, $"/api/models/{serving}/promote", HttpStatusCode.Conflict);
        var empty = await runs.StartAsync(Guid.NewGuid(), "als", "test", new Dictionary<string, string>(), 1, 1, cancellationToken);
        await Problems.AssertAsync(_gateway, HttpMethod.Post, $"/api/models/{empty}/promote", HttpStatusCode.Conflict);
        await runs.RejectAsync(empty, null, "worse", cancellationToken);
        await Problems.AssertAsync(_gateway, HttpMethod.Post, $"/api/models/{empty}/promote", HttpStatusCode.Conflict);
        await runs.FailAsync(empty, "broken", cancellationToken);
        await Problems.AssertAsync(_gateway, HttpMethod.Post, $"/api/models/{empty}/promote", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Prequential_Scores_AreServedInWindowsPerVersion()
    {
        var scores = shared.World.Get<Storage.Ratings.PrequentialStore>();
        var champion = (await shared.World.Get<Storage.Ratings.ModelRunStore>().ReadChampionAsync(TestContext.Current.CancellationToken))!.Id;
        // Newer than what tests of experiments add for the same model.
        const long First = 1L << 42;
        var before = (await _gateway.GetAsync<PrequentialModel[]>("/api/models/prequential")).SingleOrDefault(model => model.Version == champion)?.Windows["last1000"];
        var (known, mae, squares) = before is null ? (0, 0, 0) : (before.Ratings, before.Mae * before.Ratings, before.Rmse * before.Rmse * before.Ratings);
        var added = Enumerable.Range(0, 250).Select(i => new Storage.Ratings.PrequentialScore(First + i, champion, 3, i < 150 ? 5 : 4, Place: i < 200 ? null : i % 2 == 0 ? 4 : 20)).ToArray();
        await scores.AddAsync(added, DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        await scores.AddAsync([added[249] with { Stars = 1 }], DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);

        var model = (await _gateway.GetAsync<PrequentialModel[]>("/api/models/prequential")).Single(model => model.Version == champion);

        Assert.True(model.IsCurrent);
        Assert.Equal((100, 1, 1), (model.Windows["last100"].Ratings, model.Windows["last100"].Rmse, model.Windows["last100"].Mae));
        Assert.Equal((50, 12, 0.5, 0.15), (model.Windows["last100"].Liked, model.Windows["last100"].MedianPlace, model.Windows["last100"].HitShare, Math.Round(model.Windows["last100"].ReciprocalPlace!.Value, 9)));
        Assert.Equal((0, (double?)null), (model.Curve[0].Liked, model.Curve[0].HitShare));
        Assert.Equal(250 + known, model.Windows["last1000"].Ratings);
        Assert.Equal((400 + mae) / (250 + known), model.Windows["last1000"].Mae, 9);
        Assert.Equal(Math.Sqrt((700 + squares) / (250 + known)), model.Windows["last1000"].Rmse, 9);
        Assert.Equal([(100L, 2.0), (100, 1)], model.Curve.TakeLast(2).Select(block => (block.Ratings, block.Mae)));
        Assert.Equal(50 + known, model.Curve[0].Ratings);
    }

    [Fact]
    public async Task Policy_NoTrainerThenOne_Is503ThenShown()
    {
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/models/policy", HttpStatusCode.ServiceUnavailable);
        var written = new RetrainPolicyStatus
        {
            CheckedAt = DateTimeOffset.UnixEpoch,
            IsTraining = false,
            Triggers = [new() { Name = "volume", Measure = "ratings", Value = 3, Threshold = 500, IsDue = false }],
        };
        await shared.World.Get<Storage.Models.ModelCache>().SavePolicyAsync(
            System.Text.Json.JsonSerializer.Serialize(written, System.Text.Json.JsonSerializerOptions.Web), TestContext.Current.CancellationToken);

        var policy = await _gateway.GetAsync<RetrainPolicyStatus>("/api/models/policy");

        Assert.Equal((3, 500, false), (policy.Triggers[0].Value, policy.Triggers[0].Threshold, policy.Triggers[0].IsDue));
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
        Assert.Equal((ModelRunState.Promoted, 2, 5), (ready.Training!.State, ready.Training.Epoch, ready.Training.Epochs));
        Assert.Equal(ready.Similarities.Expected, ready.Similarities.Published);
    }
}
