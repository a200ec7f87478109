using System.Net;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class WordsApiTests(SharedWorld shared)
{
    [Fact]
    public async Task FromWords_TextWithAGenre_NamesMoviesAndWhatMatched()
    {
        var matches = await AskAsync(new RecommendFromWords { Text = "a romance, please", Limit = 5 });

        Assert.Equal(5, matches.Length);
        Assert.All(matches, match => Assert.Contains("Romance", match.Movie.Genres));
        Assert.All(matches, match => Assert.Contains("Romance", match.Matched));
        Assert.Equal(matches.OrderByDescending(match => match.Score).Select(match => match.Movie.Id), matches.Select(match => match.Movie.Id));
    }

    [Fact]
    public async Task FromWords_TagsAndLikedMovies_AreKnown()
    {
        Assert.Equal(1, (await AskAsync(new RecommendFromWords { Text = "something loud" }))[0].Movie.Id);
        var liked = await AskAsync(new RecommendFromWords { LikedMovieIds = [World.Movies] });
        Assert.DoesNotContain(liked, match => match.Movie.Id == World.Movies);
        Assert.Contains("Romance", liked[0].Movie.Genres);
        Assert.Empty(await AskAsync(new RecommendFromWords { Text = "qwertyuiop" }));
    }

    [Theory]
    [InlineData("""{"limit":0}""", "limit")]
    [InlineData("""{"genres":["Cooking"]}""", "genres")]
    [InlineData("""{"genres":[null]}""", "genres")]
    [InlineData("""{"text":null}""", "text")]
    [InlineData("""{"likedMovieIds":null}""", "likedMovieIds")]
    public async Task FromWords_BadInput_Is400NamingTheField(string json, string field) =>
        await Problems.AssertAsync(shared.Gateway, HttpMethod.Post, "/api/recommendations/from-words", HttpStatusCode.BadRequest, field, json);

    private Task<WordMatch[]> AskAsync(RecommendFromWords request) => shared.Gateway.SendAsync<WordMatch[]>(HttpMethod.Post, "/api/recommendations/from-words", request);
}
