using MovieMesh.Recommenders.Taste;

namespace MovieMesh.Recommenders.Tests.Taste;

public sealed class TasteTrainerTests
{
    private static readonly Rating[] Ratings = [.. Planted.LongTailed(users: 80, items: 60, count: 2_500, seed: 5)];

    private static readonly TrainingData Data = TrainingData.Of(Ratings) with
    {
        Items = [.. Ratings.Select(rating => rating.ItemId).Distinct().Select(id => new ItemInformation(id, $"Film {id}") { Genres = [id % 2 == 0 ? "Comedy" : "Drama"] })],
    };

    private static readonly TasteModel Model = Train(new TasteOptions { Factors = 8, Epochs = 6 });

    private static readonly ItemRating[] Mine = [.. Ratings.Where(rating => rating.UserId == Ratings[0].UserId).Select(rating => new ItemRating(rating.ItemId, rating.Stars))];

    public static TheoryData<int> Items => [.. Model.ItemIds.Ids.ToArray().Take(12)];

    [Theory]
    [MemberData(nameof(Items))]
    public void Score_DislikeOfAFilm_PushesItsLikeDown(int disliked)
    {
        var nobody = Scores([]);
        var liker = Scores([new(disliked, 5)]);
        var disliker = Scores([new(disliked, 1)]);

        // What a like pulls up most beyond popularity, a dislike pushes down.
        var closest = Enumerable.Range(0, nobody.Length).Where(item => Model.ItemIds[item] != disliked)
            .OrderByDescending(item => Pull(item, [new(disliked, 5)])).Take(5).ToArray();
        Assert.NotEqual(liker, disliker);
        Assert.All(closest, item => Assert.True(disliker[item] < nobody[item], $"Item {Model.ItemIds[item]}: {disliker[item]} and {nobody[item]}."));
    }

    [Fact]
    public void Recommend_DislikesOfWhatHardlyAnybodyKnows_IsStillFullOfWhatManyLike()
    {
        var popular = Model.Recommend(Model.FoldIn([]), 10).Select(place => place.ItemId).ToArray();
        var rare = Model.ItemIds.Ids.ToArray().OrderBy(Model.RatingCountOf).Take(2).ToArray();

        var list = Model.Recommend(Model.FoldIn([new(rare[0], 0.5f), new(rare[1], 1)]), 10, rare);

        Assert.Equal(10, list.Length);
        Assert.InRange(list.Count(place => popular.Contains(place.ItemId)), 3, 10);
    }

    [Fact]
    public void FoldIn_LovedItemsOfOneKind_AreInFocusAndOthersAreNot()
    {
        var comedies = Model.ItemIds.Ids.ToArray().Where(id => id % 2 == 0).Take(4).Select(id => new ItemRating(id, 5)).ToArray();
        var mixed = Model.ItemIds.Ids.ToArray().Take(6).Select(id => new ItemRating(id, id % 3 == 0 ? 5 : 3)).ToArray();

        Assert.Equal(0.8f, Model.FoldIn(comedies).Focus);
        Assert.InRange(Model.FoldIn(mixed).Focus, 0, 0.6f);
        Assert.Equal(0, Model.FoldIn([]).Focus);
        Assert.Equal(0, Model.FoldIn([new(comedies[0].ItemId, 1)]).Focus);
    }

    [Fact]
    public void Recommend_MorePopularityWeight_IsMorePopular()
    {
        double[] popularity =
        [
            .. new[] { 0.0f, 0.1f, 10 }.Select(weight =>
            {
                var model = Train(new TasteOptions { Factors = 8, Epochs = 6, PopularityWeight = weight });
                return model.Recommend(model.FoldIn(Mine), 10).Average(place => model.RatingCountOf(place.ItemId));
            }),
        ];

        Assert.Equal(popularity.Order(), popularity);
        Assert.True(popularity[^1] > popularity[0]);
    }

    [Fact]
    public void Explain_EachItem_AddsUpToItsScore()
    {
        ItemRating[] mine = [.. Mine, new(Model.ItemIds[3], 1)];
        var scores = Scores(mine);
        var user = Model.FoldIn(mine);
        for (var item = 0; item < scores.Length; item++)
        {
            var explanation = Model.Explain(mine, Model.ItemIds[item])!;
            Assert.Equal(scores[item], explanation.Score, 1e-4);
            Assert.Equal(scores[item], Model.Predict(user, Model.ItemIds[item]), 1e-4);
            Assert.Equal(explanation.Score, explanation.Baseline + explanation.Contributions.Sum(one => one.Contribution), 1e-4);
        }
    }

    [Fact]
    public void Train_Interactions_CountLessThanALikeAndReachTheFoldIn()
    {
        var item = Mine[0].ItemId;
        var viewed = Model.FoldIn([], [new ItemInteraction(item, 0.5f)]);

        Assert.Equal(1, viewed.RatingCount);
        Assert.NotEqual(Scores([]), Scores(viewed));
        Assert.Equal(Scores([new(item, 5)]), Scores(Model.FoldIn([new ItemRating(item, 5)], [new ItemInteraction(item, 0.5f)])));
    }

    [Fact]
    public void Train_NothingLiked_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TasteTrainer().Train(TrainingData.Of([new(1, 1, 2), new(2, 2, 3)]), cancellationToken: TestContext.Current.CancellationToken));

    private static TasteModel Train(TasteOptions options) => new TasteTrainer(options).Train(Data, cancellationToken: TestContext.Current.CancellationToken);

    private static float Pull(int item, ItemRating[] ratings) => Model.Explain(ratings, Model.ItemIds[item])!.Contributions.Sum(one => one.Contribution);

    private static float[] Scores(ItemRating[] ratings) => Scores(Model.FoldIn(ratings));

    private static float[] Scores(TasteUser user)
    {
        var scores = new float[Model.ItemIds.Count];
        Model.Score(user, scores);
        return scores;
    }
}
