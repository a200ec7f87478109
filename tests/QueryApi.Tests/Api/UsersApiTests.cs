using System.Net;
using MovieMesh.Contracts.Api;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class UsersApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task CreateVisitor_Twice_MakesTwo()
    {
        using var response = await _gateway.RespondAsync(HttpMethod.Post, "/api/users");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var first = await _gateway.GetAsync<UserSummary>(response.Headers.Location!.ToString());
        var second = await _gateway.CreateVisitorAsync();
        Assert.True(first is { IsVisitor: true, Ratings: 0 } && first.Id >= UserStore.FirstVisitorId);
        Assert.NotEqual(first.Id, second);
    }

    [Fact]
    public async Task List_PagesAndSearch_ShowMostRatingsFirst()
    {
        var page = await _gateway.GetAsync<Page<UserSummary>>("/api/users?pageSize=5");
        Assert.True(page.Total >= World.Users);
        Assert.Equal(page.Items.OrderByDescending(user => user.Ratings).Select(user => user.Ratings), page.Items.Select(user => user.Ratings));
        var found = await _gateway.GetAsync<Page<UserSummary>>("/api/users?search=7");
        Assert.All(found.Items, user => Assert.StartsWith("7", user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal(11, found.Total);
    }

    [Fact]
    public async Task Get_UserOfTheDataSet_CountsRatings()
    {
        var user = await _gateway.GetAsync<UserSummary>("/api/users/3");
        var ratings = await _gateway.GetAsync<Page<UserRating>>("/api/users/3/ratings?pageSize=100");
        Assert.Equal(user.Ratings, ratings.Total);
        Assert.Equal(ratings.Items.OrderByDescending(rating => rating.RatedAt).Select(rating => rating.RatedAt), ratings.Items.Select(rating => rating.RatedAt));
    }

    [Fact]
    public async Task Unknown_UserItself_Is404ButListsAreEmpty()
    {
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/users/777777", HttpStatusCode.NotFound);
        Assert.Equal(0, (await _gateway.GetAsync<Page<UserRating>>("/api/users/777777/ratings")).Total);
        Assert.Equal("popular", (await _gateway.GetAsync<Recommendations>("/api/users/777777/recommendations")).Algorithm);
    }

    [Theory]
    [InlineData("/api/users/me", "id")]
    [InlineData("/api/users/0/ratings", "id")]
    [InlineData("/api/users/-4/recommendations", "id")]
    [InlineData("/api/users?pageSize=0", "pageSize")]
    [InlineData("/api/users/1/ratings?token=abc", "token")]
    [InlineData("/api/users/1/ratings?page=-1", "page")]
    [InlineData("/api/users/1/ratings/x", "movieId")]
    [InlineData("/api/users/1/recommendations?count=201", "count")]
    [InlineData("/api/users/1/recommendations?count=many", "count")]
    [InlineData("/api/users/1/recommendations?token=abc", "token")]
    [InlineData("/api/users/1/recommendations?genre=Cooking", "genre")]
    [InlineData("/api/users/1/recommendations?yearFrom=3000", "yearFrom")]
    [InlineData("/api/predictions/x/1", "userId")]
    [InlineData("/api/predictions/1/x", "movieId")]
    public async Task Get_BadInput_Is400NamingTheField(string address, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Get, address, HttpStatusCode.BadRequest, field);
}
