using System.Net;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class RatingsApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task Rate_ReadWithToken_SeesOnesOwnRating()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        var cold = await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=10");
        Assert.Equal(("popular", null, 0), (cold.Algorithm, cold.SeesToken, cold.BasedOnRatings));

        RatingAccepted accepted = null!;
        for (var movie = 1; movie <= 5; movie++)
        {
            accepted = await _gateway.RateAsync(visitor, movie, 5);
            var list = await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=10&token={accepted.Token}");
            Assert.True(list.SeesToken);
            Assert.Equal(movie, list.BasedOnRatings);
            Assert.DoesNotContain(list.Items, item => item.Movie.Id <= movie);
        }

        var ratings = await _gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings?token={accepted.Token}");
        Assert.Equal([5, 4, 3, 2, 1], ratings.Items.Select(rating => rating.Movie.Id));
        var other = await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=10");
        Assert.Equal("pair", other.Algorithm);
        Assert.True(other.Items.Count(item => World.IsAction(item.Movie.Id)) >= 9, "Who loves Action is shown Action.");
        Assert.All(other.Items, item => Assert.InRange(item.PredictedStars!.Value, 0.5f, 5f));
        Assert.Contains(other.Items, item => item.Because.Any(movie => movie.Id <= 5));
        Assert.All(other.Items.SelectMany(item => item.Because), reason => Assert.InRange(reason.Id, 1, 5));
    }

    [Fact]
    public async Task Rate_Accepted_NamesWhereToReadIt()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        using var response = await _gateway.RespondAsync(HttpMethod.Put, $"/api/users/{visitor}/ratings/9", """{"stars": 3.5}""");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var rating = await _gateway.GetAsync<UserRating>(response.Headers.Location!.ToString());
        Assert.Equal((9, 3.5f), (rating.Movie.Id, rating.Stars));
    }

    [Fact]
    public async Task Rate_TwiceThenWithdraw_TheLastWordStands()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        var first = await _gateway.RateAsync(visitor, 40, 2);
        var second = await _gateway.RateAsync(visitor, 40, 4.5f);
        Assert.True(second.RatedAt > first.RatedAt);
        Assert.Equal(4.5f, (await _gateway.GetAsync<UserRating>($"/api/users/{visitor}/ratings/40?token={second.Token}")).Stars);

        var withdrawn = await _gateway.SendAsync<RatingAccepted>(HttpMethod.Delete, $"/api/users/{visitor}/ratings/40");
        Assert.Null(withdrawn.Stars);
        await Problems.AssertAsync(_gateway, HttpMethod.Get, $"/api/users/{visitor}/ratings/40?token={withdrawn.Token}", HttpStatusCode.NotFound);
        var list = await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=60&token={withdrawn.Token}");
        Assert.Equal(("popular", true), (list.Algorithm, list.SeesToken));
        Assert.Contains(list.Items, item => item.Movie.Id == 40);
    }

    [Fact]
    public async Task Rate_MovieFigures_FollowInAMoment()
    {
        var before = (await _gateway.GetAsync<MovieDetails>("/api/movies/50")).Movie.Ratings;
        await _gateway.RateAsync(await _gateway.CreateVisitorAsync(), 50, 0.5f);
        var after = await TestServers.Eventually.ReturnsAsync(() => _gateway.GetAsync<MovieDetails>("/api/movies/50"), details => details.Movie.Ratings == before + 1);
        Assert.Equal(after.Movie.Ratings, after.Histogram.Sum());
    }

    [Fact]
    public async Task Rate_EventLost_TokenFallsBackToTheStore()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations");
        var requests = shared.World.Get<Requests>();
        requests.IsSilent = true;
        try
        {
            var accepted = await _gateway.RateAsync(visitor, 3, 4);
            var list = await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?token={accepted.Token}");
            Assert.Equal((true, 1), (list.SeesToken, list.BasedOnRatings));
        }
        finally
        {
            requests.IsSilent = false;
        }
    }

    [Fact]
    public async Task Read_TokenOfARatingThatNeverWas_SaysSoInTime()
    {
        var token = new QueryApi.Users.ReadToken(3, DateTimeOffset.UtcNow.AddHours(1));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var list = await _gateway.GetAsync<Recommendations>($"/api/users/5/recommendations?token={token}");
        Assert.False(list.SeesToken);
        Assert.NotEmpty(list.Items);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 1.9, 60);
    }

    [Fact]
    public async Task RateMany_Accepted_AllAreSeenWithTheToken()
    {
        var (first, second) = (await _gateway.CreateVisitorAsync(), await _gateway.CreateVisitorAsync());
        var ratings = from user in new[] { first, second } from movie in Enumerable.Range(1, World.Movies) select new UserStars { UserId = user, MovieId = movie, Stars = movie % 10 * 0.5f + 0.5f };

        var accepted = await _gateway.SendAsync<RatingsAccepted>(HttpMethod.Post, "/api/ratings", new RateMovies { Ratings = [.. ratings] });

        Assert.Equal(2 * World.Movies, accepted.Ratings);
        foreach (var page in new[] { await _gateway.GetAsync<Page<UserRating>>($"/api/users/{second}/ratings?pageSize=100&token={accepted.Token}"), await _gateway.GetAsync<Page<UserRating>>($"/api/users/{first}/ratings?pageSize=100&token={accepted.Token}") })
        {
            Assert.Equal(World.Movies, page.Total);
            Assert.All(page.Items, rating => Assert.Equal((rating.Movie.Id % 10 * 0.5f + 0.5f, accepted.RatedAt), (rating.Stars, rating.RatedAt)));
        }
    }

    [Theory]
    [InlineData("""{"ratings": []}""", "ratings")]
    [InlineData("""{"ratings": null}""", "ratings")]
    [InlineData("{}", "ratings")]
    [InlineData("""{"ratings": [null]}""", "ratings[0]")]
    [InlineData("""{"ratings": [{"userId": USER, "movieId": 1, "stars": 4}, {"userId": 0, "movieId": 1, "stars": 4}]}""", "ratings[1].userId")]
    [InlineData("""{"ratings": [{"userId": USER, "movieId": 1, "stars": 4}, {"userId": 1, "movieId": 999999, "stars": 4}]}""", "ratings[1].movieId")]
    [InlineData("""{"ratings": [{"userId": USER, "movieId": 1, "stars": 4}, {"userId": 1, "movieId": 1, "stars": 4.2}]}""", "ratings[1].stars")]
    [InlineData("""{"ratings": [{"userId": USER, "movieId": 1, "stars": 4}, {"userId": 1, "movieId": 1, "stars": "x"}]}""", "ratings[1].stars")]
    [InlineData("""{"ratings": [{"userId": USER, "movieId": 1, "stars": 4}, {"userId": USER, "movieId": 1, "stars": 5}]}""", "ratings[1]")]
    [InlineData("""{"ratings": [{"userId": USER, "movieId": 1, "stars": 4}, {"userId": 1, "movieId": 1}]}""", "stars")]
    public async Task RateMany_OneIsBad_NoneIsTakenAndTheProblemNamesItsPlace(string json, string field)
    {
        var visitor = await _gateway.CreateVisitorAsync();
        await Problems.AssertAsync(
            _gateway, HttpMethod.Post, "/api/ratings", HttpStatusCode.BadRequest, field, json.Replace("USER", $"{visitor}", StringComparison.Ordinal));

        // What is asked after it would come after it.
        var token = (await _gateway.RateAsync(visitor, 2, 3)).Token;
        Assert.Equal([2], (await _gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings?token={token}")).Items.Select(rating => rating.Movie.Id));
    }

    [Fact]
    public async Task RateMany_TooManyOrTooLarge_IsRefused()
    {
        var many = string.Join(",", Enumerable.Range(1, 10_001).Select(user => $$"""{"userId":{{user}},"movieId":1,"stars":4}"""));
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/ratings", HttpStatusCode.BadRequest, "ratings", $$"""{"ratings":[{{many}}]}""");
        var large = new string(' ', 5 * 1024 * 1024);
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/ratings", HttpStatusCode.RequestEntityTooLarge, json: $$"""{"ratings":[{"userId":1,"movieId":1,"stars":4}{{large}}]}""");
    }

    [Fact]
    public async Task Rate_ManyAtOnce_NoneIsLost()
    {
        var visitors = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _gateway.CreateVisitorAsync()));
        var accepted = await Task.WhenAll(
            from visitor in visitors from movie in Enumerable.Range(1, World.Movies) select _gateway.RateAsync(visitor, movie, movie % 2 == 0 ? 5 : 1));

        Assert.Equal(8 * World.Movies, accepted.Select(rating => rating.RatedAt).Distinct().Count());
        foreach (var rating in accepted)
        {
            var seen = await _gateway.GetAsync<UserRating>($"/api/users/{rating.UserId}/ratings/{rating.MovieId}?token={rating.Token}");
            Assert.Equal((rating.Stars, rating.RatedAt), (seen.Stars, seen.RatedAt));
        }
    }

    [Theory]
    [InlineData("""{"stars": 0}""", "stars")]
    [InlineData("""{"stars": 5.5}""", "stars")]
    [InlineData("""{"stars": 3.7}""", "stars")]
    [InlineData("""{"stars": -1}""", "stars")]
    [InlineData("""{"stars": 1e30}""", "stars")]
    [InlineData("""{"stars": "five"}""", "stars")]
    [InlineData("""{"stars": null}""", "stars")]
    [InlineData("{}", "stars")]
    [InlineData("stars", "body")]
    [InlineData("[1", "body")]
    [InlineData("", "body")]
    public async Task Rate_BadBody_Is400NamingTheField(string json, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Put, "/api/users/1/ratings/1", HttpStatusCode.BadRequest, field, json);

    [Fact]
    public async Task Rate_UnknownMovieOrBadUser_IsRefused()
    {
        const string Json = """{"stars": 4}""";
        await Problems.AssertAsync(_gateway, HttpMethod.Put, "/api/users/1/ratings/999999", HttpStatusCode.NotFound, json: Json);
        await Problems.AssertAsync(_gateway, HttpMethod.Delete, "/api/users/1/ratings/999999", HttpStatusCode.NotFound);
        await Problems.AssertAsync(_gateway, HttpMethod.Put, "/api/users/0/ratings/1", HttpStatusCode.BadRequest, "id", Json);
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/users/1/ratings/999999", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rate_NoJson_Is415AsProblem()
    {
        using var response = await _gateway.Client.PutAsync("/api/users/1/ratings/1", new StringContent("stars=4"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
