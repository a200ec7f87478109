using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.Mesh.Tests;

public sealed class RatingJourneyTests(MeshFixture fixture)
{
    private Gateway Gateway => fixture.Gateway;

    [Fact]
    public async Task A_visitor_who_rates_films_gets_a_list_that_knows_them()
    {
        var visitor = await Gateway.CreateVisitorAsync();
        var before = await Gateway.RecommendAsync(visitor);
        var popular = await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=5");

        var tokens = new List<string>();
        foreach (var movie in popular)
        {
            tokens.Add((await Gateway.RateAsync(visitor, movie.Id, 5)).Token);
        }

        // Each token speaks for its own rating.
        Recommendations after = null!;
        foreach (var token in tokens)
        {
            after = await Gateway.RecommendAsync(visitor, token);
        }

        Assert.Equal("popular", before.Algorithm);
        Assert.Equal(("pair", "taste"), (after.Algorithm, after.OrderedBy));
        Assert.True(after.SeesToken);
        Assert.Equal(5, after.BasedOnRatings);
        Assert.NotEmpty(after.Items);
        Assert.DoesNotContain(after.Items, item => popular.Any(movie => movie.Id == item.Movie.Id));
        Assert.All(after.Items, item => Assert.InRange(item.PredictedStars!.Value, 0.5f, 5f));
    }

    [Fact]
    public async Task Opposite_tastes_lead_to_different_lists()
    {
        var genres = await Gateway.GetAsync<string[]>("/api/genres");
        var (oneTaste, otherTaste) = (await Gateway.CreateVisitorAsync(), await Gateway.CreateVisitorAsync());
        var films = await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=40");
        var first = films.Where(film => film.Genres.Contains(genres[0])).Concat(films).Take(10).ToArray();
        string oneToken = "", otherToken = "";
        foreach (var (film, i) in first.DistinctBy(film => film.Id).Select((film, i) => (film, i)))
        {
            oneToken = (await Gateway.RateAsync(oneTaste, film.Id, i % 2 == 0 ? 5 : 0.5f)).Token;
            otherToken = (await Gateway.RateAsync(otherTaste, film.Id, i % 2 == 0 ? 0.5f : 5)).Token;
        }

        var one = await Gateway.RecommendAsync(oneTaste, oneToken);
        var other = await Gateway.RecommendAsync(otherTaste, otherToken);

        Assert.NotEqual(one.Items.Select(item => item.Movie.Id), other.Items.Select(item => item.Movie.Id));
    }

    [Fact]
    public async Task A_rating_taken_back_is_gone_and_its_movie_may_be_recommended_again()
    {
        var visitor = await Gateway.CreateVisitorAsync();
        var movie = (await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=1")).Single();
        var rated = await Gateway.RateAsync(visitor, movie.Id, 4);
        Assert.Single((await Gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings?token={Uri.EscapeDataString(rated.Token)}")).Items);

        var withdrawn = await Gateway.WithdrawAsync(visitor, movie.Id);
        var ratings = await Gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings?token={Uri.EscapeDataString(withdrawn.Token)}");

        Assert.Empty(ratings.Items);
    }

    [Theory]
    [InlineData(SimilarityMeasures.Default)]
    [InlineData(SimilarityMeasures.Factors)]
    [InlineData(SimilarityMeasures.Cosine)]
    public async Task Popular_movies_have_similar_movies(string measure)
    {
        var movie = (await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=1")).Single();

        var similar = await Gateway.GetAsync<SimilarMovies>($"/api/movies/{movie.Id}/similar?measure={measure}&count=50");

        Assert.Equal(50, similar.Items.Count);
        Assert.DoesNotContain(similar.Items, item => item.Movie.Id == movie.Id);
        Assert.Equal(similar.Items.OrderByDescending(item => item.Similarity).Select(item => item.Similarity), similar.Items.Select(item => item.Similarity));
    }

    [Fact]
    public async Task Training_on_request_ends_with_a_newer_run_and_its_epochs()
    {
        var before = (await Gateway.GetAsync<ModelRun[]>("/api/models?count=1")).Single();

        await Gateway.SendAsync<TrainingAccepted>(HttpMethod.Post, "/api/models/train", new RequestTraining(), await Gateway.SignInAsync(RunningMesh.AdministratorEmail, RunningMesh.AdministratorPassword));

        var run = await Eventually.ReturnsAsync(
            async () => (await Gateway.GetAsync<ModelRun[]>("/api/models?count=1")).Single(),
            run => run.Id > before.Id && run.State is not ModelRunState.Running);
        Assert.Equal("request", run.Reason);
        Assert.NotEmpty(run.Epochs);
        Assert.True(run.HeldOutRmse < 1.2, $"held-out RMSE {run.HeldOutRmse}");
    }

    [Fact]
    public async Task A_rating_as_somebody_else_is_refused_with_problem_details()
    {
        using var response = await Gateway.Http.PutAsync(
            new Uri("/api/users/1/ratings/1", UriKind.Relative), new StringContent("""{"stars":4}""", System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_browser_gets_its_first_page_from_the_server()
    {
        using var http = new HttpClient { BaseAddress = fixture.Mesh.WebUI };

        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        var popular = await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=1");
        Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(popular[0].Title), page, StringComparison.Ordinal);
    }
}
