using System.Net;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class CatalogueApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task Movies_SearchGenreYearsAndPage_FindsThose()
    {
        var page = await _gateway.GetAsync<Page<MovieSummary>>("/api/movies?search=number&genre=romance&yearFrom=1990&yearTo=1999&sort=year&page=2&pageSize=4");
        Assert.Equal((10, 2, 4), (page.Total, page.Number, page.Size));
        Assert.Equal([1995, 1994, 1993, 1992], page.Items.Select(movie => movie.Year!.Value));
        Assert.All(page.Items, movie => Assert.Equal(["Romance"], movie.Genres));
        Assert.StartsWith("The Kiss Number", page.Items[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Movie_Known_TellsEverything()
    {
        var details = await _gateway.GetAsync<MovieDetails>("/api/movies/1");
        Assert.Equal("The Blast Number 1", details.Movie.Title);
        Assert.Equal(1951, details.Movie.Year);
        Assert.Equal(["loud", "fast"], details.Tags);
        Assert.Equal(details.Movie.Ratings, details.Histogram.Sum());
        Assert.InRange(details.Movie.MeanStars!.Value, 2, 4);
        Assert.Equal("https://www.imdb.com/title/tt0001001/", details.ImdbUrl!.ToString());
        Assert.Equal("https://www.themoviedb.org/movie/501", details.TmdbUrl!.ToString());
    }

    [Fact]
    public async Task Genres_Always_ListsThoseOfTheCatalogue() => Assert.Equal(["Action", "Adventure", "Romance"], await _gateway.GetAsync<string[]>("/api/genres"));

    [Theory]
    [InlineData("popular")]
    [InlineData("top-rated")]
    [InlineData("trending")]
    public async Task Lists_WithGenre_AreAsLongAsAskedAndOfThatGenre(string name)
    {
        var list = await _gateway.GetAsync<MovieSummary[]>($"/api/lists/{name}?count=7&genre=Action");
        Assert.Equal(7, list.Distinct().Count());
        Assert.All(list, movie => Assert.Contains("Action", movie.Genres));
        if (name == "popular")
        {
            Assert.Equal(list.OrderByDescending(movie => movie.Ratings).Select(movie => movie.Ratings), list.Select(movie => movie.Ratings));
        }
    }

    [Fact]
    public async Task Similar_ListsPublished_ServesThemAndTheirVersion()
    {
        await shared.World.PublishSimilaritiesAsync(SimilarityMeasures.Cosine, 1);
        var similar = await Eventually.ReturnsAsync(
            () => _gateway.GetAsync<SimilarMovies>("/api/movies/4/similar?measure=cosine&count=3"), answer => answer.Version == 1);
        Assert.Equal([5, 6, 7], similar.Items.Select(item => item.Movie.Id));
        Assert.Equal([5, 6, 7], similar.Items.Select(item => item.CoRaters!.Value));

        await shared.World.PublishSimilaritiesAsync(SimilarityMeasures.Cosine, 2);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<SimilarMovies>("/api/movies/4/similar?measure=cosine"), answer => answer.Version == 2);
    }

    [Fact]
    public async Task Similar_EveryMeasure_IsServedUnderItsName()
    {
        foreach (var measure in SimilarityMeasures.All)
        {
            await shared.World.PublishSimilaritiesAsync(measure, 3);
            var similar = await Eventually.ReturnsAsync(() => _gateway.GetAsync<SimilarMovies>($"/api/movies/4/similar?measure={measure}"), answer => answer.Version == 3);
            Assert.Equal((measure, 5), (similar.Measure, similar.Items.Count));
        }
    }

    [Fact]
    public async Task Similar_NoMeasureNamed_IsTheDefault()
    {
        await shared.World.PublishSimilaritiesAsync(SimilarityMeasures.Default, 6);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<SimilarMovies>("/api/movies/4/similar"), answer => (answer.Measure, answer.Version) == (SimilarityMeasures.Default, 6));

        var several = await _gateway.SendAsync<SimilarToMovies>(HttpMethod.Post, "/api/movies/similar", new { movieIds = new[] { 4, 6 } });
        Assert.Equal((SimilarityMeasures.Default, 6), (several.Measure, several.Version));
    }

    [Fact]
    public async Task Similar_MinimumRatings_LeavesOutRareMovies()
    {
        await shared.World.PublishSimilaritiesAsync(SimilarityMeasures.Jaccard, 4);
        var all = await Eventually.ReturnsAsync(() => _gateway.GetAsync<SimilarMovies>("/api/movies/4/similar?measure=jaccard"), answer => answer.Version == 4);
        var least = all.Items.Max(item => item.Movie.Ratings);

        var frequent = await _gateway.GetAsync<SimilarMovies>($"/api/movies/4/similar?measure=jaccard&minimumRatings={least}");

        Assert.Equal(all.Items.Where(item => item.Movie.Ratings >= least).Select(item => item.Movie.Id), frequent.Items.Select(item => item.Movie.Id));
        Assert.NotEmpty(frequent.Items);
    }

    [Fact]
    public async Task SimilarToSeveral_ListsPublished_AreOneListByMeanSimilarity()
    {
        await shared.World.PublishSimilaritiesAsync(SimilarityMeasures.Euclidean, 5);
        await Eventually.ReturnsAsync(() => _gateway.GetAsync<SimilarMovies>("/api/movies/4/similar?measure=euclidean"), answer => answer.Version == 5);

        // Lists are of the next five ids, 1/id alike: 4 has 5 to 9, 6 has 7 to 11.
        var similar = await _gateway.SendAsync<SimilarToMovies>(
            HttpMethod.Post, "/api/movies/similar", new FindSimilarMovies { MovieIds = [4, 6, 4], Measure = SimilarityMeasures.Euclidean, Limit = 5 });

        Assert.Equal(5, similar.Version);
        Assert.Equal([4, 6], similar.MovieIds);
        Assert.Equal([7, 8, 9, 5, 10], similar.Items.Select(item => item.Movie.Id));
        Assert.Equal(1f / 7, similar.Items[0].Similarity, 1e-4);
        Assert.Equal(0.5f / 5, similar.Items[3].Similarity, 1e-4);
        Assert.Equal(14, similar.Items[0].CoRaters);
    }

    [Theory]
    [InlineData("""{"movieIds":[]}""", "movieIds")]
    [InlineData("""{"movieIds":null}""", "movieIds")]
    [InlineData("""{"movieIds":[1,999999]}""", "movieIds[1]")]
    [InlineData("""{"movieIds":[1],"measure":"taste"}""", "measure")]
    [InlineData("""{"movieIds":[1],"measure":null}""", "measure")]
    [InlineData("""{"movieIds":[1],"limit":0}""", "limit")]
    [InlineData("""{"movieIds":[1],"minimumRatings":-1}""", "minimumRatings")]
    public async Task SimilarToSeveral_BadInput_Is400NamingTheField(string body, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/movies/similar", HttpStatusCode.BadRequest, field, body);

    [Theory]
    [InlineData("/api/movies/999999")]
    [InlineData("/api/movies/999999/similar")]
    [InlineData("/api/lists/worst")]
    [InlineData("/api/nothing")]
    [InlineData("/nothing")]
    public async Task Get_NotThere_Is404AsProblem(string address) => await Problems.AssertAsync(_gateway, HttpMethod.Get, address, HttpStatusCode.NotFound);

    [Theory]
    [InlineData("/api/movies?page=0", "page")]
    [InlineData("/api/movies?page=x", "page")]
    [InlineData("/api/movies?pageSize=101", "pageSize")]
    [InlineData("/api/movies?pageSize=99999999999999999999", "pageSize")]
    [InlineData("/api/movies?genre=Cooking", "genre")]
    [InlineData("/api/movies?yearFrom=12", "yearFrom")]
    [InlineData("/api/movies?yearFrom=2000&yearTo=1990", "yearFrom")]
    [InlineData("/api/movies?yearTo=soon", "yearTo")]
    [InlineData("/api/movies?sort=luck", "sort")]
    [InlineData("/api/movies/abc", "id")]
    [InlineData("/api/movies/1/similar?measure=taste", "measure")]
    [InlineData("/api/movies/1/similar?count=201", "count")]
    [InlineData("/api/movies/1/similar?minimumRatings=-1", "minimumRatings")]
    [InlineData("/api/lists/popular?count=0", "count")]
    [InlineData("/api/lists/popular?genre=Cooking", "genre")]
    public async Task Get_BadInput_Is400NamingTheField(string address, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Get, address, HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task Get_SearchTooLong_Is400NamingTheField() =>
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/movies?search=" + new string('a', 201), HttpStatusCode.BadRequest, "search");

    [Fact]
    public async Task Post_OnAReadOnlyAddress_Is405AsProblem() => await Problems.AssertAsync(_gateway, HttpMethod.Post, "/api/movies", HttpStatusCode.MethodNotAllowed);
}
