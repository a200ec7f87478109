using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

/// <summary>Users split over two models. Whatever a test starts, the next one finds ended.</summary>
public sealed class ExperimentApiTests(SharedWorld shared) : IAsyncLifetime
{
    private const string Address = "/api/experiment";
    private const string Name = "one against another";

    private readonly Gateway _gateway = shared.Gateway;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ExperimentStore Store => shared.World.Get<ExperimentStore>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Store.EndAsync("The test is over.", unlessControl: null, CancellationToken.None);
        await shared.World.Bus.Publish(new ExperimentEnded { ExperimentId = 0, Name = "", Reason = "" }, CancellationToken.None);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<MeshStatus>("/api/status"), status => status.Experiment is null);
    }

    [Fact]
    public async Task Start_TwoReplicasAndOneThatComesLater_SplitEveryUserAlikeUntilTheEnd()
    {
        var (control, challenger) = await TrainTwoAsync();
        await using var second = shared.World.CreateGateway();
        await second.WaitUntilReadyAsync($"model {control}");
        var users = await UsersAsync();

        var started = await _gateway.SendAsync<Experiment>(HttpMethod.Put, Address, new StartExperiment { Name = Name, ChallengerVersion = challenger, ChallengerShare = 0.4 });
        await using var third = shared.World.CreateGateway();
        await third.WaitUntilReadyAsync($"model {control}");

        Assert.Equal([(ExperimentArms.Control, control, 0.6), (ExperimentArms.Challenger, challenger, 0.4)], started.Arms.Select(arm => (arm.Arm, arm.ModelVersion, arm.Share)));
        var split = new UserSplit(Name, 0.4);
        foreach (var replica in new[] { _gateway, second, third })
        {
            await Eventually.ReturnsAsync(() => replica.GetAsync<MeshStatus>("/api/status"), status => status.Experiment is { Problem: null } running && running.Id == started.Id);
            foreach (var user in users)
            {
                var expected = split.Contains(user) ? (ExperimentArms.Challenger, challenger) : (ExperimentArms.Control, control);
                var list = await replica.GetAsync<Recommendations>($"/api/users/{user}/recommendations?count=3");
                var prediction = await replica.GetAsync<Prediction>($"/api/predictions/{user}/1");
                Assert.Equal(expected, (list.Arm!, list.ModelVersion ?? expected.Item2));
                Assert.Equal(expected, (prediction.Arm!, prediction.ModelVersion));
            }

            var visitor = await replica.SendAsync<Recommendations>(HttpMethod.Post, "/api/recommendations/from-ratings", new RecommendFromRatings { Ratings = [new() { MovieId = 31, Stars = 5 }] });
            Assert.Equal((ExperimentArms.Control, control), (visitor.Arm, visitor.ModelVersion!.Value));
        }

        Assert.InRange(users.Count(split.Contains), 1, users.Length - 1);
        var ended = await _gateway.SendAsync<Experiment>(HttpMethod.Delete, Address);
        Assert.Equal((started.Id, "It was ended by hand."), (ended.Id, ended.EndReason));
        foreach (var replica in new[] { _gateway, second, third })
        {
            await Eventually.ReturnsAsync(() => replica.GetAsync<MeshStatus>("/api/status"), status => status.Experiment is null);
            var inChallenger = users.First(split.Contains);
            await Eventually.ReturnsAsync(() => replica.GetAsync<Prediction>($"/api/predictions/{inChallenger}/1"), prediction => prediction is { Arm: null } && prediction.ModelVersion == control);
        }

        await Problems.AssertAsync(_gateway, HttpMethod.Delete, Address, HttpStatusCode.NotFound);
        Assert.NotNull((await _gateway.GetAsync<Experiment>(Address)).EndedAt);
    }

    [Fact]
    public async Task Promote_TheChallenger_StopsTheSplitOnTheSpot()
    {
        var (_, challenger) = await TrainTwoAsync();
        using var response = await _gateway.RespondAsync(HttpMethod.Put, Address, $$"""{"name": "{{Name}}", "challengerVersion": {{challenger}}}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0.5, (await Store.ReadRunningAsync(Cancelled))!.ChallengerShare);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<MeshStatus>("/api/status"), status => status.Experiment is not null);

        await shared.World.PromoteAsync(challenger);

        foreach (var user in await UsersAsync())
        {
            await Eventually.ReturnsAsync(() => _gateway.GetAsync<Prediction>($"/api/predictions/{user}/1"), prediction => prediction.ModelVersion == challenger && prediction.Arm is null);
        }

        Assert.Null((await _gateway.GetAsync<MeshStatus>("/api/status")).Experiment);
    }

    [Fact]
    public async Task Challenger_GoneFromTheCache_EverybodyGetsTheControlAndStatusSaysSo()
    {
        var (control, challenger) = await TrainTwoAsync();
        await using var gateway = shared.World.CreateGateway(("Gateway:ModelInterval", "00:00:00.200"));
        await gateway.WaitUntilReadyAsync($"model {control}");
        var started = await gateway.SendAsync<Experiment>(HttpMethod.Put, Address, new StartExperiment { Name = Name, ChallengerVersion = challenger, ChallengerShare = 1 });
        await Eventually.ReturnsAsync(() => gateway.GetAsync<Prediction>("/api/predictions/1/1"), prediction => prediction.Arm == ExperimentArms.Challenger);

        await shared.World.ForgetModelAsync(challenger);

        await Eventually.ReturnsAsync(() => gateway.GetAsync<Prediction>("/api/predictions/1/1"), prediction => prediction.Arm == ExperimentArms.Control && prediction.ModelVersion == control);
        var status = await Eventually.ReturnsAsync(() => gateway.GetAsync<MeshStatus>("/api/status"), status => status.Experiment is { Problem: not null });
        Assert.Contains($"model {challenger}", status.Experiment!.Problem, StringComparison.Ordinal);
        Assert.Equal((started.Id, status.Experiment.Problem), ((await gateway.GetAsync<Experiment>(Address)).Id, (await gateway.GetAsync<Experiment>(Address)).Problem));
    }

    [Fact]
    public async Task Scores_OfBothArms_AreServedForEach()
    {
        var (control, challenger) = await TrainTwoAsync();
        var experiment = await _gateway.SendAsync<Experiment>(HttpMethod.Put, Address, new StartExperiment { Name = Name, ChallengerVersion = challenger });
        Assert.All(experiment.Arms, arm => Assert.Null(arm.Prequential));
        const long First = 1L << 41;
        await shared.World.Get<PrequentialStore>().AddAsync(
            [
                .. Enumerable.Range(0, 30).Select(i => new PrequentialScore(First + i, control, 3, 4, experiment.Id)),
                .. Enumerable.Range(30, 20).Select(i => new PrequentialScore(First + i, challenger, 3, 3.5f, experiment.Id)),
                new PrequentialScore(First + 60, control, 1, 5),
            ],
            DateTimeOffset.UtcNow,
            Cancelled);

        var arms = (await _gateway.GetAsync<Experiment>(Address)).Arms;

        Assert.Equal([(control, 30L, 1.0, 1.0), (challenger, 20, 0.5, 0.5)], arms.Select(arm => (arm.ModelVersion, arm.Prequential!.Ratings, arm.Prequential.Rmse, arm.Prequential.Mae)));
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<MeshStatus>("/api/status"), status => status.Experiment is not null);
        var models = (await _gateway.GetAsync<PrequentialModel[]>("/api/models/prequential?count=200")).ToDictionary(model => model.Version);
        Assert.Equal((ExperimentArms.Control, ExperimentArms.Challenger), (models[control].Arm, models[challenger].Arm));
        Assert.NotEmpty(models[challenger].Curve);
    }

    [Fact]
    public async Task Start_TheSameOrAnother_LeavesItOrReplacesIt()
    {
        var (_, challenger) = await TrainTwoAsync();
        var request = new StartExperiment { Name = Name, ChallengerVersion = challenger, ChallengerShare = 0.1 };
        var first = await _gateway.SendAsync<Experiment>(HttpMethod.Put, Address, request);
        var same = await _gateway.SendAsync<Experiment>(HttpMethod.Put, Address, request);
        var wider = await _gateway.SendAsync<Experiment>(HttpMethod.Put, Address, request with { ChallengerShare = 0.2 });

        Assert.Equal(first.Id, same.Id);
        Assert.NotEqual(first.Id, wider.Id);
        Assert.Equal([(wider.Id, true), (first.Id, false)], (await Store.ListAsync(2, Cancelled)).Select(one => (one.Id, one.IsRunning)));
    }

    [Fact]
    public async Task Start_WhatCannotBeTried_IsRefusedWithTheReason()
    {
        var (control, challenger) = await TrainTwoAsync();
        await Problems.AssertAsync(_gateway, HttpMethod.Put, Address, HttpStatusCode.NotFound, json: """{"name": "a", "challengerVersion": 4711}""");
        await Problems.AssertAsync(_gateway, HttpMethod.Put, Address, HttpStatusCode.Conflict, json: $$"""{"name": "a", "challengerVersion": {{control}}}""");
        await shared.World.ForgetModelAsync(challenger);
        await Problems.AssertAsync(_gateway, HttpMethod.Put, Address, HttpStatusCode.Conflict, json: $$"""{"name": "a", "challengerVersion": {{challenger}}}""");
        Assert.Null(await Store.ReadRunningAsync(Cancelled));
    }

    [Theory]
    [InlineData("""{"challengerVersion": 1}""", "name")]
    [InlineData("""{"name": " ", "challengerVersion": 1}""", "name")]
    [InlineData("""{"name": "a", "challengerVersion": "one"}""", "challengerVersion")]
    [InlineData("""{"name": "a", "challengerVersion": 1, "challengerShare": 1.5}""", "challengerShare")]
    [InlineData("[]", "body")]
    public async Task Start_BadBody_Is400NamingTheField(string json, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Put, Address, HttpStatusCode.BadRequest, field, json);

    private async Task<(long Control, long Challenger)> TrainTwoAsync()
    {
        var control = await shared.World.TrainAsync();
        await shared.World.PromoteAsync(control);
        await _gateway.WaitUntilReadyAsync($"model {control}.");
        var challenger = await shared.World.TrainAsync();
        await shared.World.Get<ModelRunStore>().KeepAsync(challenger, new HeldOutAccuracy(0.84, 0.1), Cancelled);
        return (control, challenger);
    }

    /// <summary>Some of the data set, and one who has rated nothing yet.</summary>
    private async Task<int[]> UsersAsync() => [.. Enumerable.Range(1, 12), await _gateway.CreateVisitorAsync()];
}
