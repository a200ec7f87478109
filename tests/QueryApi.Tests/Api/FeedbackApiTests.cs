using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class FeedbackApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task Give_Viewed_IsListedAndLeftOutWhenAskedFor()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        var top = (await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=5")).Items[0].Movie.Id;

        var accepted = await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, $"/api/users/{visitor}/feedback", new GiveFeedback { MovieId = top, Kind = FeedbackKind.Viewed });

        var listed = await Eventually.ReturnsAsync(() => _gateway.GetAsync<UserFeedback[]>($"/api/users/{visitor}/feedback"), feedback => feedback.Length == 1);
        Assert.Equal(accepted, listed[0]);
        Assert.DoesNotContain((await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=60&excludeViewed=true")).Items, item => item.Movie.Id == top);
        Assert.Contains((await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=60")).Items, item => item.Movie.Id == top);
    }

    [Fact]
    public async Task Give_ViewedByOneWithRatings_IsLeftOutOfThePersonalList()
    {
        var personal = await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations?count=5");
        await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, "/api/users/2/feedback", new GiveFeedback { MovieId = personal.Items[0].Movie.Id, Kind = FeedbackKind.Viewed });
        await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, "/api/users/2/feedback", new GiveFeedback { MovieId = personal.Items[1].Movie.Id, Kind = FeedbackKind.Clicked });
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<UserFeedback[]>("/api/users/2/feedback"), feedback => feedback.Length == 2);

        var list = await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations?count=4&excludeViewed=true");

        Assert.Equal(personal.Items.Skip(1).Select(item => item.Movie.Id), list.Items.Select(item => item.Movie.Id));
    }

    [Theory]
    [InlineData("""{"movieId": 1, "kind": "Hated"}""", "kind")]
    [InlineData("""{"movieId": 1, "kind": 1}""", "kind")]
    [InlineData("""{"movieId": "x", "kind": "Viewed"}""", "movieId")]
    [InlineData("""{"movieId": 1}""", "kind")]
    public async Task Give_BadBody_Is400NamingTheField(string json, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/users/1/feedback", HttpStatusCode.BadRequest, field, json);

    [Fact]
    public async Task Give_UnknownMovieOrBadUser_IsRefused()
    {
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/users/1/feedback", HttpStatusCode.NotFound, json: """{"movieId": 999999, "kind": "Viewed"}""");
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/users/0/feedback", HttpStatusCode.BadRequest, "id", """{"movieId": 1, "kind": "Viewed"}""");
    }
}
