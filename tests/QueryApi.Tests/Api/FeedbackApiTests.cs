using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Implicit;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class FeedbackApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Give_Viewed_IsListedAndLeftOutWhenAskedFor()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        var top = (await _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=5")).Items[0].Movie.Id;

        var accepted = await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, $"/api/users/{visitor}/feedback", new GiveFeedback { MovieId = top, Kind = FeedbackKind.Viewed });

        var listed = await Eventually.ReturnsAsync(() => _gateway.GetAsync<UserFeedback[]>($"/api/users/{visitor}/feedback"), feedback => feedback.Length == 1);
        Assert.Equal(top, listed[0].Movie?.Id);
        Assert.Equal(accepted, listed[0] with { Movie = null });
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

    [Fact]
    public async Task Give_NothingButFeedback_ChangesTheListOfAModelThatLearnsFromIt()
    {
        var world = shared.World;
        var stars = (await world.Get<ModelRunStore>().ReadChampionAsync(Cancelled))!.Id;
        var columns = await world.Get<RatingStore>().ReadAllAsync(Cancelled);
        var run = await world.Get<ModelRunStore>().StartAsync(Guid.NewGuid(), "ials", "test", new Dictionary<string, string>(), columns.Count, columns.LastSequence, Cancelled);
        var model = new IalsTrainer(new IalsOptions { Factors = 4, Epochs = 4 }).Train(new TrainingData(RatingMatrix.Create(columns.UserIds, columns.MovieIds, columns.Stars)), cancellationToken: Cancelled);
        await world.Get<ModelCache>().SaveAsync(run, model.ToBytes(), Cancelled);
        var visitor = await _gateway.CreateVisitorAsync();
        Task<Recommendations> ListAsync() => _gateway.GetAsync<Recommendations>($"/api/users/{visitor}/recommendations?count=10");
        try
        {
            await world.PromoteAsync(run);
            await Eventually.HoldsAsync(async () => (await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations")).Algorithm == "ials");
            Assert.Equal("popular", (await ListAsync()).Algorithm);

            await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, $"/api/users/{visitor}/feedback", new GiveFeedback { MovieId = 40, Kind = FeedbackKind.Wishlisted });

            var romance = await Eventually.ReturnsAsync(ListAsync, list => list.Algorithm == "ials");
            Assert.Equal(1, romance.BasedOnRatings);
            Assert.All(romance.Items, item => Assert.False(World.IsAction(item.Movie.Id)));

            // Many views of another taste outweigh one wish.
            foreach (var movie in Enumerable.Range(1, 12))
            {
                await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, $"/api/users/{visitor}/feedback", new GiveFeedback { MovieId = movie, Kind = FeedbackKind.Viewed });
            }

            var action = await Eventually.ReturnsAsync(ListAsync, list => list.BasedOnRatings == 13);
            Assert.All(action.Items.Take(5), item => Assert.True(World.IsAction(item.Movie.Id)));
        }
        finally
        {
            await world.PromoteAsync(stars);
            await Eventually.HoldsAsync(async () => (await _gateway.GetAsync<Recommendations>("/api/users/2/recommendations")).Algorithm == "pair");
        }
    }

    [Fact]
    public async Task Withdraw_OneKind_TheOtherStands()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        var path = $"/api/users/{visitor}/feedback";
        foreach (var kind in (FeedbackKind[])[FeedbackKind.Viewed, FeedbackKind.Wishlisted])
        {
            await _gateway.SendAsync<UserFeedback>(HttpMethod.Post, path, new GiveFeedback { MovieId = 5, Kind = kind });
        }

        await Eventually.HoldsAsync(async () => (await _gateway.GetAsync<UserFeedback[]>(path)).Length == 2);
        Assert.Equal([FeedbackKind.Wishlisted], (await _gateway.GetAsync<UserFeedback[]>($"{path}?kind=Wishlisted")).Select(one => one.Kind));

        await _gateway.SendAsync<UserFeedback>(HttpMethod.Delete, $"{path}/5/Wishlisted");

        await Eventually.HoldsAsync(async () => (await _gateway.GetAsync<UserFeedback[]>(path)).Select(one => one.Kind).SequenceEqual([FeedbackKind.Viewed]));
        await Problems.AssertAsync(_gateway, HttpMethod.Delete, $"{path}/5/Hated", HttpStatusCode.BadRequest, "kind");
        await Problems.AssertAsync(_gateway, HttpMethod.Delete, $"{path}/999999/Viewed", HttpStatusCode.NotFound);
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
