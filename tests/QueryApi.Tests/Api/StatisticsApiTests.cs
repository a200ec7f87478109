using System.Net;
using System.Net.Http.Headers;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class StatisticsApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task Everything_Unfiltered_AddsUpToTheSameRatings()
    {
        var movies = await _gateway.GetAsync<GenreFigures[]>("/api/statistics/genres");
        Assert.Equal(["Action", "Adventure", "Romance"], movies.Select(genre => genre.Genre).Order());
        Assert.Equal([30, 30, 30], movies.Select(genre => genre.Movies));
        Assert.Equal(World.Movies, (await _gateway.GetAsync<ReleaseFigures[]>("/api/statistics/releases")).Sum(year => year.Movies));
        Assert.Equal(World.Movies, (await _gateway.GetAsync<PopularityFigures[]>("/api/statistics/popularity")).Sum(bin => bin.Movies));

        var years = await _gateway.GetAsync<YearFigures[]>("/api/statistics/years");
        Assert.Equal(2017, years[0].Year);
        var activity = await _gateway.GetAsync<ActivityFigures[]>("/api/statistics/activity");
        Assert.Equal(7 * 24, activity.Length);
        Assert.Equal(years.Sum(year => year.Ratings), activity.Sum(hour => hour.Ratings));
        Assert.InRange(years.Sum(year => year.Ratings), 2_000, 4_000);
        Assert.All(years, year => Assert.InRange(year.MeanStars, 0.5, 5));
    }

    [Fact]
    public async Task LongTails_All_FallFromTheFirstPlaceToTheLast()
    {
        foreach (var (name, places) in (IEnumerable<(string, int)>)[("movies", World.Movies), ("users", World.Users)])
        {
            var ranks = await _gateway.GetAsync<RankFigures[]>($"/api/statistics/{name}");
            Assert.Equal(1, ranks[0].Rank);
            Assert.True(ranks[^1].Rank >= places, $"{name} ends at {ranks[^1].Rank}");
            Assert.Equal(1, ranks[^1].Share);
            Assert.Equal(ranks.OrderByDescending(rank => rank.Ratings).ThenBy(rank => rank.Rank), ranks);
        }
    }

    [Fact]
    public async Task Stars_FilteredByGenreAndYears_CountThoseMoviesOnly()
    {
        var movie = (await _gateway.GetAsync<MovieDetails>("/api/movies/31")).Movie;
        var stars = await _gateway.GetAsync<StarsFigures[]>($"/api/statistics/stars?genre=romance&yearFrom={movie.Year}&yearTo={movie.Year}");
        Assert.Equal(10, stars.Length);
        Assert.InRange(stars.Sum(bin => bin.Ratings), movie.Ratings - 5, movie.Ratings + 5);

        var years = await _gateway.GetAsync<YearFigures[]>("/api/statistics/movies/31/years");
        Assert.InRange(years.Sum(year => year.Ratings), movie.Ratings - 5, movie.Ratings + 5);
        Assert.Equal(
            (await _gateway.GetAsync<YearFigures[]>($"/api/statistics/years?genre=romance&yearFrom={movie.Year}&yearTo={movie.Year}")).Select(year => year.Year), years.Select(year => year.Year));
    }

    [Fact]
    public async Task Tags_OfAllAndOfNone_AreCountedWhateverTheirCapitals()
    {
        var tags = await _gateway.GetAsync<TagFigures[]>("/api/statistics/tags");
        Assert.Equal([("loud", 2L, 1L), ("fast", 1L, 1L)], tags.Select(tag => (tag.Tag, tag.Uses, tag.Movies)));
        Assert.Empty(await _gateway.GetAsync<TagFigures[]>("/api/statistics/tags?genre=Romance"));
    }

    [Theory]
    [InlineData("?format=csv", "*/*")]
    [InlineData("", "text/csv")]
    [InlineData("", "application/json;q=0.5, text/csv")]
    public async Task Csv_AskedForEitherWay_HasANamedColumnPerFigure(string query, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/statistics/tags{query}");
        foreach (var type in accept.Split(','))
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));
        }

        using var response = await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("tag,uses,movies\r\nloud,2,1\r\nfast,1,1\r\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("stars?genre=Nonsense", "genre")]
    [InlineData("users?yearFrom=2000&yearTo=1999", "yearFrom")]
    [InlineData("years?yearFrom=12", "yearFrom")]
    [InlineData("tags?format=xml", "format")]
    public async Task AnyStatistic_BadInput_Is400NamingTheField(string address, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Get, $"/api/statistics/{address}", HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task MovieYears_UnknownMovie_Is404() =>
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/statistics/movies/999999/years", HttpStatusCode.NotFound);

    [Fact]
    public async Task Profile_OneWhoLovesAction_ShowsItBesideWhatEveryoneGives()
    {
        var profile = await _gateway.GetAsync<UserProfile>("/api/users/2/profile");
        Assert.Equal(profile.Ratings, profile.Histogram.Sum());
        Assert.Equal(["Action", "Adventure", "Romance"], profile.Genres.Select(genre => genre.Name).Order());
        var action = profile.Genres.Single(genre => genre.Name == "Action");
        var romance = profile.Genres.Single(genre => genre.Name == "Romance");
        Assert.InRange(action.MeanStars - action.EveryoneMeanStars, 1, 2.5);
        Assert.InRange(romance.EveryoneMeanStars - romance.MeanStars, 1, 2.5);
        Assert.Equal(profile.Ratings, profile.Decades.Sum(decade => decade.Ratings));

        var nobody = await _gateway.GetAsync<UserProfile>("/api/users/987654/profile");
        Assert.Equal((0, null, null), (nobody.Ratings, nobody.MeanStars, nobody.EveryoneMeanStars));
        await Problems.AssertAsync(_gateway, HttpMethod.Get, "/api/users/0/profile", HttpStatusCode.BadRequest, "id");
    }
}
