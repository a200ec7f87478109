using System.Net;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class RecommendationsApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task ForUser_OfTheDataSet_FollowsTheTasteAndLeavesOutWhatWasSeen(int user, bool lovesAction)
    {
        var seen = (await _gateway.GetAsync<Page<UserRating>>($"/api/users/{user}/ratings?pageSize=100")).Items.Select(rating => rating.Movie.Id).ToHashSet();
        var list = await _gateway.GetAsync<Recommendations>($"/api/users/{user}/recommendations?count=200");
        Assert.Equal(World.Movies - seen.Count, list.Items.Count);
        Assert.DoesNotContain(list.Items, item => seen.Contains(item.Movie.Id));
        var feedback = await _gateway.GetAsync<UserFeedback[]>($"/api/users/{user}/feedback");
        Assert.Equal(seen.Count + feedback.Select(given => given.MovieId).Distinct().Count(id => !seen.Contains(id)), list.BasedOnRatings);
        Assert.All(list.Items.Take(5), item => Assert.Equal(lovesAction, World.IsAction(item.Movie.Id)));
        Assert.True(list.Items[0].PredictedStars > 3.5f && list.Items[^1].PredictedStars < 2.5f, $"{list.Items[0].PredictedStars} … {list.Items[^1].PredictedStars}");
        Assert.All(list.Items.SelectMany(item => item.Because), reason => Assert.Contains(reason.Id, seen));
    }

    [Fact]
    public async Task ForUser_GenreAndYears_AreKept()
    {
        var list = await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations?count=50&genre=romance&yearFrom=1985&yearTo=2000");
        Assert.NotEmpty(list.Items);
        Assert.All(list.Items, item => Assert.True(item.Movie is { Year: >= 1985 and <= 2000 } && !World.IsAction(item.Movie.Id)));
    }

    [Fact]
    public async Task ForUser_Cold_GetsWhatIsPopularInTheGenre()
    {
        var list = await _gateway.GetAsync<Recommendations>($"/api/users/{await _gateway.CreateVisitorAsync()}/recommendations?count=4&genre=Romance");
        var popular = await _gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=4&genre=Romance");
        Assert.Equal(("popular", null), (list.Algorithm, list.ModelVersion));
        Assert.Equal(popular.Select(movie => movie.Id), list.Items.Select(item => item.Movie.Id));
        Assert.All(list.Items, item => Assert.True(item.PredictedStars is null && item.Because.Count == 0));
    }

    [Fact]
    public async Task FromRatings_AFew_IsTheListOfAUserWhoRatedThem()
    {
        var request = new RecommendFromRatings { Ratings = [new() { MovieId = 31, Stars = 5 }, new() { MovieId = 1, Stars = 0.5f }], Count = 8 };
        var list = await _gateway.SendAsync<Recommendations>(HttpMethod.Post, "/api/recommendations/from-ratings", request);
        Assert.Equal((null, "pair", 2, 8), (list.UserId, list.Algorithm, list.BasedOnRatings, list.Items.Count));
        Assert.All(list.Items, item => Assert.False(World.IsAction(item.Movie.Id)));

        var visitor = await _gateway.CreateVisitorAsync();
        var first = (await _gateway.RateAsync(visitor, 31, 5)).Token;
        var token = (await _gateway.RateAsync(visitor, 1, 0.5f)).Token;

        // A token speaks for its own rating; the other may still be on its way.
        await _gateway.GetAsync<UserRating>($"/api/users/{visitor}/ratings/31?token={first}");
        await _gateway.GetAsync<UserRating>($"/api/users/{visitor}/ratings/1?token={token}");
        var stored = await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=8&token={token}");
        Assert.Equal(stored.Items.Select(item => item.Movie.Id), list.Items.Select(item => item.Movie.Id));
    }

    [Fact]
    public async Task ForUser_SortedByStars_IsTheSameUserInAnotherOrder()
    {
        var usual = await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations?count=200");
        var stars = await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations?count=200&sort=stars");

        Assert.Equal(("ials", "stars"), (usual.OrderedBy, stars.OrderedBy));
        Assert.Equal(usual.Items.Select(item => (item.Movie.Id, item.PredictedStars)).Order(), stars.Items.Select(item => (item.Movie.Id, item.PredictedStars)).Order());
        Assert.NotEqual(usual.Items.Select(item => item.Movie.Id), stars.Items.Select(item => item.Movie.Id));
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/users/2/recommendations?sort=luck", HttpStatusCode.BadRequest, "sort");

        var request = new RecommendFromRatings { Ratings = [new() { MovieId = 31, Stars = 5 }], Sort = "stars" };
        Assert.Equal("stars", (await _gateway.SendAsync<Recommendations>(HttpMethod.Post, "/api/recommendations/from-ratings", request)).OrderedBy);
        Assert.Equal("ials", (await _gateway.SendAsync<Recommendations>(HttpMethod.Post, "/api/recommendations/from-ratings", request with { Sort = null })).OrderedBy);
    }

    [Fact]
    public async Task FromRatings_LikedAndDisliked_NamesOnlyTheLikedAsReasons()
    {
        var request = new RecommendFromRatings { Ratings = [new() { MovieId = 31, Stars = 5 }, new() { MovieId = 32, Stars = 1 }, new() { MovieId = 1, Stars = 1 }] };
        foreach (var sort in (string?[])[null, "stars"])
        {
            var list = await _gateway.SendAsync<Recommendations>(HttpMethod.Post, "/api/recommendations/from-ratings", request with { Sort = sort });
            Assert.Contains(list.Items, item => item.Because.Count > 0);
            Assert.All(list.Items.SelectMany(item => item.Because), reason => Assert.Equal(31, reason.Id));
        }
    }

    [Fact]
    public async Task FromRatings_None_IsWhatIsPopular() =>
        Assert.Equal("popular", (await _gateway.SendAsync<Recommendations>(HttpMethod.Post, "/api/recommendations/from-ratings", new RecommendFromRatings { Ratings = [] })).Algorithm);

    [Fact]
    public async Task FromRatings_NoCount_AreTwenty()
    {
        using var response = await _gateway.RespondAsync(HttpMethod.Post, "/api/recommendations/from-ratings", """{"ratings": [{"movieId": 1, "stars": 5}]}""");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(20, System.Text.Json.JsonSerializer.Deserialize<Recommendations>(text, TestServers.GatewayJson.Options)!.Items.Count);
    }

    [Fact]
    public async Task Predict_BothTastes_TellsThemApart()
    {
        Assert.True((await _gateway.GetAsync<Prediction>("/api/predictions/2/10")).PredictedStars > 3.5f);
        Assert.True((await _gateway.GetAsync<Prediction>("/api/predictions/3/10")).PredictedStars < 2.5f);
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/predictions/3/999999", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Predict_Parts_AddUpToThePrediction()
    {
        var prediction = await _gateway.GetAsync<Prediction>("/api/predictions/2/10?parts=true");
        var parts = prediction.Parts!;
        var ratings = await _gateway.GetAsync<Page<UserRating>>("/api/users/2/ratings?pageSize=100");

        Assert.Equal(parts.Sum, parts.Mean + parts.UserBias + parts.MovieBias + parts.Taste, 3);
        Assert.Equal(Math.Clamp(parts.Sum, 0.5f, 5), prediction.PredictedStars, 3);
        Assert.Equal(parts.UserBias + parts.Taste, parts.Contributions.Sum(part => part.Contribution), 2);
        Assert.Equal(ratings.Items.Select(rating => rating.Movie.Id).Order(), parts.Contributions.Select(part => part.Movie.Id).Order());
        Assert.Equal(parts.Contributions.Select(part => Math.Abs(part.Contribution)).OrderDescending(), parts.Contributions.Select(part => Math.Abs(part.Contribution)));
        Assert.Null((await _gateway.GetAsync<Prediction>("/api/predictions/2/10")).Parts);

        // What adds to the place in the list is the ranker's to say: only what was liked, and not in stars.
        var place = prediction.PlaceContributions!;
        Assert.Equal(parts.Contributions.Select(part => part.Movie.Id).Order(), place.Select(part => part.Movie.Id).Order());
        Assert.All(place.Where(part => part.Contribution > 0), part => Assert.True(part.Stars >= 4));
        Assert.NotEqual(parts.Contributions.Sum(part => part.Contribution), place.Sum(part => part.Contribution), 2);
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/predictions/2/10?parts=some", HttpStatusCode.BadRequest, "parts");
    }

    [Theory]
    [InlineData("""{"ratings": [{"movieId": 1, "stars": 4}, {"movieId": 1, "stars": 5}]}""", "ratings[1].movieId")]
    [InlineData("""{"ratings": [{"movieId": 999999, "stars": 4}]}""", "ratings[0].movieId")]
    [InlineData("""{"ratings": [{"movieId": 1, "stars": 4.2}]}""", "ratings[0].stars")]
    [InlineData("""{"ratings": [{"movieId": "one", "stars": 4}]}""", "ratings[0].movieId")]
    [InlineData("""{"ratings": [null]}""", "ratings[0]")]
    [InlineData("""{"ratings": [], "count": 0}""", "count")]
    [InlineData("""{"ratings": null}""", "ratings")]
    [InlineData("""{"ratings": [], "sort": "luck"}""", "sort")]
    [InlineData("""{"count": 3}""", "ratings")]
    [InlineData("""[]""", "body")]
    public async Task FromRatings_BadBody_Is400NamingTheField(string json, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/recommendations/from-ratings", HttpStatusCode.BadRequest, field, json);
}
