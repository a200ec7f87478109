using MovieMesh.Contracts.Api;
using MovieMesh.Mesh.Tests;
using MovieMesh.TestServers;
using Npgsql;

namespace MovieMesh.Cluster.Tests;

/// <summary>What is promised where the broker and the cache are several processes: one of them may die, and nobody has to do anything for the broker.</summary>
public sealed class ClusterTests(ClusterFixture cluster) : IDisposable
{
    private const string Measure = "cosine";

    private readonly Gateway _gateway = new(cluster.Gateway.Address);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_broker_dies_in_turn_under_load_and_nothing_that_was_accepted_is_lost()
    {
        var queues = await cluster.Brokers.CountMembersAsync();
        Assert.Contains("ingestion-submit-rating", queues.Keys);
        Assert.All(queues, queue => Assert.Equal(3, queue.Value));
        var training = await TrainAsync();
        await using var load = new RatingLoad(_gateway, await _gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=200"));
        await GoesOnAsync(load);

        // Whichever node leads a queue, and whichever a service is connected to: it is among them.
        for (var node = 0; node < cluster.Brokers.Nodes.Count; node++)
        {
            await cluster.Brokers.Nodes[node].KillAsync();
            await GoesOnAsync(load);
            await cluster.Brokers.Nodes[node].StartAsync();
        }

        await load.StopAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{load.Accepted.Count} accepted, {load.Refused} refused; the longest answer took {load.Longest.TotalSeconds:F1} s.");
        await Eventually.ReturnsAsync(async () => load.Accepted.Except(await ReadRatingsAsync()).Count(), missing => missing == 0);
        Assert.Equal(0, await CountDuplicatesAsync());
        Assert.Empty((await _gateway.SendAsync<Page<DeadLetter>>(HttpMethod.Get, "/api/dead-letters", accessToken: await SignInAsync())).Items);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<ModelRun[]>("/api/models?count=1"), runs => runs[0].Id > training && runs[0].State is ModelRunState.Challenger);

        // The gateway hears of what is recorded as before.
        var visitor = await _gateway.CreateVisitorAsync();
        var rated = await _gateway.RateAsync(visitor, (await _gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=1")).Single().Id, 5);
        await Eventually.ReturnsAsync(() => _gateway.RecommendAsync(visitor, rated.Token), list => list is { SeesToken: true, BasedOnRatings: 1 });
    }

    [Fact]
    public async Task The_cache_dies_and_its_replica_takes_its_place_with_all_that_was_in_it()
    {
        var movies = await _gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=6");
        var (visitor, token) = (await _gateway.CreateVisitorAsync(), "");
        foreach (var movie in movies)
        {
            token = (await _gateway.RateAsync(visitor, movie.Id, 5)).Token;
        }

        var before = await Eventually.ReturnsAsync(() => _gateway.RecommendAsync(visitor, token), list => list is { SeesToken: true, BasedOnRatings: 6 });
        var similar = await _gateway.GetAsync<SimilarMovies>($"/api/movies/{movies[0].Id}/similar?measure={Measure}");
        var run = (await _gateway.GetAsync<ModelRun[]>("/api/models?count=1")).Single().Id;
        await Eventually.HoldsAsync(cluster.Replica.IsInStepAsync);

        await cluster.Master.KillAsync();
        Assert.Equal(before.ModelVersion, (await _gateway.RecommendAsync(visitor)).ModelVersion);
        await cluster.Replica.PromoteAsync();

        // One that starts now has it all from the one that was the replica.
        var newcomer = await cluster.StartGatewayAsync();
        using var gateway = new Gateway(newcomer.Address);
        var after = await gateway.RecommendAsync(visitor);
        Assert.Equal((before.ModelVersion, before.Algorithm, 6), (after.ModelVersion, after.Algorithm, after.BasedOnRatings));
        Assert.Equal(before.Items.Select(item => item.Movie.Id), after.Items.Select(item => item.Movie.Id));
        var related = await gateway.GetAsync<SimilarMovies>($"/api/movies/{movies[0].Id}/similar?measure={Measure}");
        Assert.Equal((Measure, similar.Version, false), (related.Measure, related.Version, related.Stale));
        Assert.Equal(run, (await gateway.GetAsync<ModelRun[]>("/api/models?count=1")).Single().Id);

        // And what is made from now on is kept there.
        await TrainAsync();
        var challenger = (await Eventually.ReturnsAsync(
            () => _gateway.GetAsync<ModelRun[]>("/api/models?count=1"), runs => runs[0].Id > run && runs[0].State is ModelRunState.Challenger))[0].Id;
        await _gateway.SendAsync<object>(HttpMethod.Post, $"/api/models/{challenger}/promote", accessToken: await SignInAsync());
        await Eventually.ReturnsAsync(() => gateway.RecommendAsync(visitor), list => list.ModelVersion == challenger);
        await Eventually.ReturnsAsync(
            () => gateway.GetAsync<SimilarMovies>($"/api/movies/{movies[0].Id}/similar?measure={Measure}"), list => list.Version == challenger && list is { Stale: false, Measure: Measure });
    }

    public void Dispose() => _gateway.Dispose();

    private static async Task GoesOnAsync(RatingLoad load)
    {
        var before = load.Accepted.Count;
        await Eventually.HoldsAsync(() => load.Accepted.Count >= before + 40);
    }

    private Task<string> SignInAsync() => _gateway.SignInAsync(RunningMesh.AdministratorEmail, RunningMesh.AdministratorPassword);

    /// <summary>Asks for a training whose model does not come to serve by itself, and returns the newest run until then.</summary>
    private async Task<long> TrainAsync()
    {
        var newest = (await _gateway.GetAsync<ModelRun[]>("/api/models?count=1")).Single().Id;
        await _gateway.SendAsync<TrainingAccepted>(HttpMethod.Post, "/api/models/train", new RequestTraining { Promote = false }, await SignInAsync());
        return newest;
    }

    private async Task<Dictionary<(int UserId, int MovieId), float>> ReadRatingsAsync()
    {
        await using var database = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var command = database.CreateCommand("SELECT user_id, movie_id, stars FROM ratings WHERE stars IS NOT NULL");
        await using var reader = await command.ExecuteReaderAsync(Token);
        var ratings = new Dictionary<(int, int), float>();
        while (await reader.ReadAsync(Token))
        {
            ratings.Add((reader.GetInt32(0), reader.GetInt32(1)), reader.GetFloat(2));
        }

        return ratings;
    }

    /// <summary>What was counted twice, or has a sequence number that another rating has.</summary>
    private async Task<long> CountDuplicatesAsync()
    {
        await using var database = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var command = database.CreateCommand(
            """
            SELECT
                (SELECT count(*) FROM (SELECT user_id, count(*) AS ratings FROM ratings WHERE stars IS NOT NULL GROUP BY user_id) AS counted
                    FULL JOIN user_statistics AS stood USING (user_id)
                    WHERE coalesce(counted.ratings, 0) <> coalesce(stood.ratings, 0))
                + (SELECT count(*) - count(DISTINCT sequence) FROM ratings)
            """);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
