using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Tests.Evaluation;

public sealed class RankingTests
{
    private static readonly Rating[] Ratings = Planted.LongTailed(users: 60, items: 80, count: 2500);

    [Fact]
    public void RankingAccuracy_KnownLists_GiveTheTextbookFigures()
    {
        UserRanking[] rankings =
        [
            new(1, List(10, 11, 12, 13), new HashSet<int> { 11, 13, 99 }),
            new(2, List(20), new HashSet<int> { 20, 21, 22, 23, 24 }),
            new(3, List(30, 31, 32, 33), new HashSet<int> { 34 }),
        ];
        var accuracy = RankingAccuracy.Of(rankings, k: 4);

        Assert.Equal(3, accuracy.Users);
        Assert.Equal((0.5 + 0.25 + 0) / 3, accuracy.Precision, 12);
        Assert.Equal(((2.0 / 3) + (1.0 / 5) + 0) / 3, accuracy.Recall, 12);
        Assert.Equal((((0.5 + 0.5) / 3) + (1.0 / 4) + 0) / 3, accuracy.Map, 12);
        Assert.Equal((0.5 + 1 + 0) / 3, accuracy.Mrr, 12);
        var ofThree = 1 + (1 / Math.Log2(3)) + 0.5;
        Assert.Equal(((((1 / Math.Log2(3)) + (1 / Math.Log2(5))) / ofThree) + (1 / (ofThree + (1 / Math.Log2(5))))) / 3, accuracy.Ndcg, 12);
    }

    [Fact]
    public void RankingAccuracy_ListsLongerThanK_AreCut()
    {
        Assert.Equal(0, RankingAccuracy.Of([new UserRanking(1, List(10, 11, 12), new HashSet<int> { 12 })], k: 2).Mrr);
        Assert.Equal(double.NaN, RankingAccuracy.Of([], k: 2).Ndcg);
    }

    [Fact]
    public void UserRanking_TrainedUsers_AreThoseWithBothAndSeeNothingTwice()
    {
        var split = Splits.HashFold(Ratings, 0, 5);
        var model = RecommenderAlgorithms.Find("popularity")!.CreateTrainer().Train(new TrainingData(RatingMatrix.Create(split.Training)));
        var rankings = UserRanking.Make(model, RatingMatrix.Create(split.Training), split.HeldOut, length: 7, threshold: 4, cancellationToken: TestContext.Current.CancellationToken);

        var trained = split.Training.Select(rating => rating.UserId).ToHashSet();
        Assert.Equal(split.HeldOut.Where(rating => rating.Stars >= 4).Select(rating => rating.UserId).Where(trained.Contains).Distinct().Order(), rankings.Select(ranking => ranking.UserId));
        foreach (var ranking in rankings)
        {
            var seen = split.Training.Where(rating => rating.UserId == ranking.UserId).Select(rating => rating.ItemId).ToHashSet();
            Assert.Equal(split.HeldOut.Where(rating => rating.UserId == ranking.UserId && rating.Stars >= 4).Select(rating => rating.ItemId).Order(), ranking.Relevant.Order());
            Assert.DoesNotContain(ranking.List, place => seen.Contains(place.ItemId));
            Assert.Equal(Math.Min(7, model.ItemIds.Count - seen.Count), ranking.List.Length);
        }
    }

    [Fact]
    public void UserRanking_UsersHeldOutWhole_AreFoldedIn()
    {
        var split = Splits.Strong(Ratings, users: 10, seed: 3);
        var model = RecommenderAlgorithms.Find("als")!.CreateTrainer().Train(new TrainingData(RatingMatrix.Create(split.Training)));
        var rankings = UserRanking.Make(model, RatingMatrix.Create(split.Training), split.HeldOut, given: split.Given, cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEmpty(rankings);
        foreach (var ranking in rankings)
        {
            var given = split.Given.Where(rating => rating.UserId == ranking.UserId).Select(rating => new ItemRating(rating.ItemId, rating.Stars)).ToArray();
            Assert.Equal(model.Recommend(model.FoldIn(given), 10, [.. given.Select(rating => rating.ItemId)]), ranking.List);
        }
    }

    [Fact]
    public void ListQuality_KnownLists_AreMeasured()
    {
        // Item 1 is known to all four users, item 2 to one; items 3 and 4 to one each and shown to nobody.
        var training = RatingMatrix.Create([new(1, 1, 5), new(2, 1, 5), new(3, 1, 5), new(4, 1, 5), new(1, 2, 5), new(2, 3, 5), new(3, 4, 5)]);
        ItemInformation[] items = [new(1, "A") { Genres = ["Drama", "War"] }, new(2, "B") { Genres = ["Drama"] }, new(3, "C")];
        var quality = ListQuality.Of([List(1, 2), List(2), List(1, 2, 99)], training, items);

        Assert.Equal(0.5, quality.Coverage, 12);
        Assert.Equal((0.0 + 2 + 2 + 0 + 2) / 5, quality.Novelty, 12);
        Assert.Equal(0.5, quality.Diversity, 12);
    }

    private static Recommendation[] List(params int[] items) => [.. items.Select((item, i) => new Recommendation(item, 0, -i))];
}
