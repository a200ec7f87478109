using MovieMesh.QueryApi.Movies;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Tests.Movies;

public sealed class ListTests
{
    [Fact]
    public void TopRated_OneFullRating_StandsBelowManyGoodOnes()
    {
        var top = SmallCatalogue.Create().TopRated(100, default).Select(movie => movie.Id).ToList();
        Assert.Equal(15, top[0]);
        Assert.True(top.IndexOf(27) > top.IndexOf(4), "One fan's five stars beat 278 people's 4.19.");
        Assert.Equal(26, top[^1]);
    }

    [Fact]
    public void Update_RatedSince_MovesUpOnceRanked()
    {
        var catalogue = SmallCatalogue.Create();
        catalogue.Update(new Dictionary<int, MovieStatistics> { [24] = new(1000, 4900, new int[10]) });
        Assert.Equal(1000, catalogue.Find(new MovieQuery("upstream", default, null, 1, 1)).Items[0].Ratings);
        Assert.Equal(4, catalogue.Popular(1, default)[0].Id);
        catalogue.Rank();
        Assert.Equal(24, catalogue.Popular(1, default)[0].Id);
        Assert.Equal(24, catalogue.TopRated(1, default)[0].Id);
    }

    [Fact]
    public void Newest_UnratedAndUndated_AreLeftOut()
    {
        var newest = SmallCatalogue.Create().Newest(3, default);
        Assert.Equal([27, 24, 23], newest.Select(movie => movie.Id));
    }

    [Fact]
    public void Starters_DisputedAndKnown_ComeFirstAndGenresTakeTurns()
    {
        var catalogue = SmallCatalogue.Create();
        int[] agreed = [0, 0, 0, 0, 0, 0, 0, 100, 0, 0], disputed = [50, 0, 0, 0, 0, 0, 0, 0, 0, 50];
        catalogue.Update(new Dictionary<int, MovieStatistics>
        {
            [4] = new(100, 400, agreed),
            [17] = new(100, 275, disputed),
            [18] = new(100, 275, disputed),
            [15] = new(100, 275, disputed),
            [25] = new(1, 2, disputed),
        });
        catalogue.Rank();

        var starters = catalogue.Starters(3, default).Select(movie => movie.Id).ToList();

        Assert.Equal([15, 17], starters.Take(2).Order());
        Assert.DoesNotContain(25, catalogue.Starters(28, default).Select(movie => movie.Id));
        Assert.DoesNotContain(4, starters);
    }

    [Fact]
    public void Trending_RatedMoreThanUsual_ComesFirst()
    {
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var trending = new Trending(100, TimeProvider.System);
        var catalogue = SmallCatalogue.Create();
        trending.Reset([.. Enumerable.Range(0, 60).Select(i => new DatedRating(4, start.AddMinutes(-i)))]);
        Assert.Equal([4], trending.List(5, default, catalogue).Select(movie => movie.Id));
        for (var i = 1; i <= 40; i++)
        {
            trending.Add(new DatedRating(19, start.AddMinutes(i)));
        }

        var again = new Trending(100, TimeProvider.System);
        again.Reset([.. Enumerable.Range(1, 40).Select(i => new DatedRating(19, start.AddMinutes(i))), .. Enumerable.Range(0, 60).Select(i => new DatedRating(4, start.AddMinutes(-i)))]);
        Assert.Equal([19, 4], again.List(5, default, catalogue).Select(movie => movie.Id));
    }
}
