using MovieMesh.Recommenders.Baselines;

namespace MovieMesh.Recommenders.Tests.Baselines;

public sealed class BaselineTests
{
    private static readonly Rating[] Ratings = Planted.LongTailed(users: 40, items: 30, count: 300);

    [Fact]
    public void GlobalMean_Everything_IsTheMean()
    {
        var model = new GlobalMeanTrainer().Train(Data(Ratings));
        Assert.Equal(Ratings.Average(r => r.Stars), model.Predict(Ratings[0].UserId, Ratings[0].ItemId), 1e-4);
        Assert.Equal(Ratings.Average(r => r.Stars), model.Predict(-1, -1), 1e-4);
    }

    [Fact]
    public void TopRated_Scores_AreBayesianAverages()
    {
        var model = new TopRatedTrainer(new TopRatedOptions { PriorRatings = 7 }).Train(Data(Ratings));
        var mean = Ratings.Average(r => r.Stars);
        foreach (var item in Ratings.GroupBy(r => r.ItemId))
            Assert.Equal(((7 * mean) + item.Sum(r => r.Stars)) / (7 + item.Count()), model.Predict(-1, item.Key), 1e-4);
        Assert.Equal(mean, model.Predict(-1, -1), 1e-4);
    }

    [Fact]
    public void TopRated_OneEnthusiast_DoesNotLeadTheList()
    {
        Rating[] ratings = [new(1, 10, 5), .. Enumerable.Range(0, 20).Select(user => new Rating(user, 20, 4.5f)), .. Enumerable.Range(0, 20).Select(user => new Rating(user, 30, 2))];
        var model = new TopRatedTrainer().Train(Data(ratings));
        Assert.Equal(20, model.Recommend(model.FoldIn([]), 1, ranking: new RankingOptions { Caution = 0 })[0].ItemId);
    }

    [Fact]
    public void Popularity_Scores_CountThoseWhoLikedIt()
    {
        var model = new PopularityTrainer(new PopularityOptions { PositiveThreshold = 3 }).Train(Data(Ratings));
        foreach (var item in Ratings.GroupBy(r => r.ItemId))
            Assert.Equal(item.Count(r => r.Stars >= 3), model.Predict(-1, item.Key));
        Assert.Equal(0, model.Predict(-1, -1));
    }

    [Fact]
    public void Trending_Scores_DecayByTheirAge()
    {
        Rating[] ratings = [new(1, 10, 5, 100), new(2, 10, 4, 130), new(1, 20, 5, 160), new(2, 20, 1, 160)];
        var model = new TrendingTrainer(new TrendingOptions { HalfLifeDays = 30 }).Train(TrainingData.Of(ratings));
        Assert.Equal(0.25 + 0.5, model.Predict(-1, 10), 1e-6);
        Assert.Equal(1, model.Predict(-1, 20), 1e-6);
        Assert.Equal(2, new TrendingTrainer().Train(Data(ratings)).Predict(-1, 10), 1e-6);
    }

    private static TrainingData Data(Rating[] ratings) => new(RatingMatrix.Create(ratings));
}
