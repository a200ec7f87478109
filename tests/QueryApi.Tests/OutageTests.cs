using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Tests.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests;

/// <summary>Servers of its own for each test, which takes them away and brings them back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly World _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Redis_GoesAndComesBack_GatewayServesOnAndCatchesUp()
    {
        await using var gateway = _world.CreateGateway(("Gateway:ModelInterval", "00:00:00.200"));
        await gateway.WaitUntilReadyAsync("; model ");
        var early = await gateway.GetAsync<SimilarMovies>("/api/movies/2/similar");
        Assert.Equal((SimilarityMeasures.Factors, false), (early.Measure, early.Stale));
        Assert.NotEmpty(early.Items);
        await _world.PublishSimilaritiesAsync(SimilarityMeasures.Cosine, 1);
        await Eventually.ReturnsAsync(() => gateway.GetAsync<SimilarMovies>("/api/movies/1/similar?measure=cosine"), answer => answer.Items.Count > 0);

        await _world.Redis.KillAsync();
        Assert.Equal("pair", (await gateway.GetAsync<Recommendations>("/api/users/2/recommendations")).Algorithm);
        Assert.NotEmpty((await gateway.GetAsync<SimilarMovies>("/api/movies/1/similar?measure=cosine")).Items);
        var similar = await gateway.GetAsync<SimilarMovies>("/api/movies/2/similar?measure=factors");
        Assert.True(similar.Items.Take(10).Count(item => World.IsAction(item.Movie.Id)) >= 9, "The model in memory knows which movies are liked by the same people.");
        var instead = await gateway.GetAsync<SimilarMovies>("/api/movies/2/similar?measure=cosine");
        Assert.Equal((SimilarityMeasures.Factors, true), (instead.Measure, instead.Stale));
        Assert.NotEmpty(instead.Items);
        await AssertDegradedAsync(gateway, "cache");

        // A replica that starts meanwhile has no model, and says so; it serves what everybody gets.
        await using var late = _world.CreateGateway();
        await Eventually.HoldsAsync(async () => (await late.RespondAsync(HttpMethod.Get, "/api/movies")).IsSuccessStatusCode);
        Assert.Equal("popular", (await late.GetAsync<Recommendations>("/api/users/2/recommendations?count=3")).Algorithm);
        await Problems.AssertAsync(late, HttpMethod.Get, "/api/predictions/1/1", HttpStatusCode.ServiceUnavailable);

        await _world.Redis.StartAsync();
        await Eventually.HoldsAsync(async () => await TrySaveModelAsync());
        await Eventually.ReturnsAsync(() => late.GetAsync<Recommendations>("/api/users/2/recommendations"), list => list.Algorithm == "pair");
    }

    [Fact]
    public async Task RabbitMq_GoesAndComesBack_RatingsAre503ReadsGoOnAndNothingIsMissed()
    {
        await using var gateway = _world.CreateGateway();
        await gateway.WaitUntilReadyAsync("; model ");
        var visitor = await gateway.CreateVisitorAsync();
        await gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations");

        // Stopped, not killed: RabbitMQ 3 may lose a quorum queue that was declared only just before it was killed.
        await _world.RabbitMq.StopAsync();
        await Task.WhenAll(
            Problems.AssertAsync(gateway, HttpMethod.Put, $"/api/users/{visitor}/ratings/1", HttpStatusCode.ServiceUnavailable, json: """{"stars": 4}"""),
            Problems.AssertAsync(gateway, HttpMethod.Delete, $"/api/users/{visitor}/ratings/1", HttpStatusCode.ServiceUnavailable),
            Problems.AssertAsync(gateway, HttpMethod.Post, "/api/models/train", HttpStatusCode.ServiceUnavailable));
        Assert.Equal("pair", (await gateway.GetAsync<Recommendations>("/api/users/2/recommendations")).Algorithm);
        await AssertDegradedAsync(gateway, "messaging");

        // Somebody else records a rating of which this replica hears nothing.
        await _world.Get<Storage.Ratings.RatingStore>().RecordAsync([new(visitor, 7, 5, DateTimeOffset.UtcNow)], TestContext.Current.CancellationToken);
        Assert.Equal(0, (await gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings")).Total);

        await _world.RabbitMq.StartAsync();
        await Eventually.HoldsAsync(async () => (await gateway.Client.GetStringAsync("/health", TestContext.Current.CancellationToken)).Contains("\"messaging\":{\"status\":\"Healthy\"", StringComparison.Ordinal));
        await Eventually.ReturnsAsync(() => gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings"), ratings => ratings.Total == 1);
        using var accepted = await Eventually.ReturnsAsync(
            () => gateway.RespondAsync(HttpMethod.Put, $"/api/users/{visitor}/ratings/1", """{"stars": 4}"""), answer => answer.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(4, (await gateway.GetAsync<UserRating>(accepted.Headers.Location!.ToString())).Stars);
    }

    [Fact]
    public async Task Postgres_GoesAndComesBack_WhoIsInMemoryIsServedOthersGetWhatIsKnownWithout()
    {
        await using var gateway = _world.CreateGateway();
        await gateway.WaitUntilReadyAsync("; model ");
        await gateway.GetAsync<Recommendations>("/api/users/4/recommendations");

        // Of whom only an event has told.
        var heard = await gateway.CreateVisitorAsync();
        var ratings = (await gateway.GetAsync<MovieDetails>("/api/movies/7")).Movie.Ratings;
        var accepted = await gateway.RateAsync(heard, 7, 4.5f);
        await Eventually.ReturnsAsync(() => gateway.GetAsync<MovieDetails>("/api/movies/7"), details => details.Movie.Ratings == ratings + 1);

        await _world.Postgres.KillAsync();
        Assert.Equal("pair", (await gateway.GetAsync<Recommendations>("/api/users/4/recommendations")).Algorithm);
        Assert.NotEmpty((await gateway.GetAsync<Page<MovieSummary>>("/api/movies?search=kiss")).Items);
        Assert.Equal(1, (await gateway.GetAsync<MovieDetails>("/api/movies/1")).Movie.Id);
        Assert.NotNull(await gateway.GetAsync<MeshStatus>("/api/status"));
        foreach (var address in new[] { "/api/users", "/api/users/6", "/api/models", "/api/models/1" })
        {
            await Problems.AssertAsync(gateway, HttpMethod.Get, address, HttpStatusCode.ServiceUnavailable);
        }

        var popular = await gateway.GetAsync<Recommendations>("/api/users/6/recommendations");
        Assert.Equal(("popular", true), (popular.Algorithm, popular.Stale));
        Assert.NotEmpty(popular.Items);
        Assert.True((await gateway.GetAsync<Prediction>("/api/predictions/6/1")).Stale);
        var none = await gateway.GetAsync<Page<UserRating>>("/api/users/6/ratings");
        Assert.Equal((true, 0), (none.Stale, none.Total));
        Assert.True((await gateway.GetAsync<UserProfile>("/api/users/6/profile")).Stale);
        Assert.False((await gateway.GetAsync<Page<UserRating>>("/api/users/4/ratings")).Stale);
        var rated = await gateway.GetAsync<UserRating>($"/api/users/{heard}/ratings/7?token={accepted.Token}");
        Assert.Equal((4.5f, true), (rated.Stars, rated.Stale));
        using (var unknown = await gateway.RespondAsync(HttpMethod.Get, $"/api/users/{heard}/ratings/8"))
        {
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            Assert.Contains("\"stale\":true", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await AssertDegradedAsync(gateway, "ratingsdb");

        // A replica that starts meanwhile is of no use, says so, and lives.
        await using var late = _world.CreateGateway();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await late.RespondAsync(HttpMethod.Get, "/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await late.RespondAsync(HttpMethod.Get, "/alive")).StatusCode);
        await Problems.AssertAsync(late, HttpMethod.Get, "/api/movies", HttpStatusCode.ServiceUnavailable);

        await _world.Postgres.StartAsync();
        await Eventually.HoldsAsync(async () => (await late.RespondAsync(HttpMethod.Get, "/api/movies")).IsSuccessStatusCode);
        await Eventually.ReturnsAsync(() => gateway.GetAsync<Recommendations>("/api/users/6/recommendations"), list => list is { Algorithm: "pair", Stale: false });
    }

    private async Task<bool> TrySaveModelAsync()
    {
        try
        {
            await _world.PromoteAsync(await _world.TrainAsync());
            return true;
        }
        catch (Storage.Models.CacheUnavailableException)
        {
            return false;
        }
    }

    private static async Task AssertDegradedAsync(Gateway gateway, string check)
    {
        using var response = await gateway.RespondAsync(HttpMethod.Get, "/health");
        var health = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"\"{check}\":{{\"status\":\"Degraded\"", health, StringComparison.Ordinal);
    }
}
