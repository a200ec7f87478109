using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Implicit;

public sealed class EaseFeaturesContract() : RecommenderContract("ease-features")
{
    private protected override bool UsesSeed => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new EaseOptions { ItemFeatures = true, Regularization = 10, DegreeOfParallelism = threads });
}

public sealed class IalsFeaturesContract() : RecommenderContract("ials-features")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new IalsOptions { ItemFeatures = true, Factors = 8, Epochs = 4, Seed = seed, DegreeOfParallelism = threads });
}

public sealed class ImplicitFeaturesTests
{
    public static TheoryData<string> Names => ["ials-features", "ease-features"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_Features_CountLikeUsersWhoLikeTheirItems(string name)
    {
        var ratings = Planted.LongTailed(40, 60, 1500);
        var items = ratings.Where(rating => rating.Stars >= 4).Select(rating => rating.ItemId).Distinct().Select(id => new ItemInformation(id, $"Film {id}") { Genres = [GenreOf(id)], Tags = id % 5 == 0 ? ["slow"] : [] }).ToArray();
        var likes = items.SelectMany(item => (Rating[])
        [
            new(1_000_000, item.ItemId, 4),
            new(item.Genres[0] == "Comedy" ? 1_000_001 : 1_000_002, item.ItemId, 4),
            .. item.Tags.Select(_ => new Rating(1_000_003, item.ItemId, 4)),
        ]);

        var model = Train(name, ratings, items, itemFeatures: true);
        var expected = Train(name, [.. ratings, .. likes], items, itemFeatures: false);

        Assert.Equal(40, model.UserIds.Count);
        foreach (var item in items)
        {
            Assert.Equal(ratings.Count(rating => rating.ItemId == item.ItemId), model.RatingCountOf(item.ItemId));
            Assert.Equal(Difference(expected, item.ItemId), Difference(model, item.ItemId), 1e-3f);
        }

        // Two users, so that what depends on neither drops out.
        float Difference(RecommenderModel model, int item) =>
            model.Predict(model.FoldIn([new ItemRating(items[0].ItemId, 5)]), item) - model.Predict(model.FoldIn([new ItemRating(items[1].ItemId, 5)]), item);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_MoviesThatOnePersonLikes_AreFoundByTheirGenre(string name)
    {
        var ratings = from user in Enumerable.Range(0, 60) from item in Enumerable.Range(0, 60) where (user + (7 * item)) % 3 == 0 select new Rating(user, item, user % 2 == item % 2 ? 5 : 1);
        var items = Enumerable.Range(-4, 64).Select(id => new ItemInformation(id, $"Film {id}") { Genres = [GenreOf(id)], Year = 1990 }).ToArray();
        var model = Train(name, [.. ratings, new Rating(60, -2, 5), new Rating(60, -1, 5)], items, itemFeatures: true);

        Assert.Equal(62, model.ItemIds.Count);
        for (var user = 0; user < 10; user++)
        {
            var (comedy, drama) = (model.Predict(user, -2), model.Predict(user, -1));
            Assert.True(user % 2 == 0 ? comedy > drama : drama > comedy, $"User {user}: {comedy} and {drama}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_NothingLiked_IsRefusedAlthoughThereAreFeatures(string name) =>
        Assert.Throws<ArgumentException>(() => Train(name, [new(1, 1, 2), new(2, 2, 3)], [new(1, "One") { Year = 1990 }, new(2, "Two") { Year = 1990 }], itemFeatures: true));

    [Fact]
    public void Train_OtherInteractions_AreLearnedBesideFeatures()
    {
        var data = new TrainingData(RatingMatrix.Create([new(1, 1, 5), new(1, 2, 4), new(2, 1, 5), new(2, 3, 2)]))
        {
            Items = [.. Enumerable.Range(1, 5).Select(id => new ItemInformation(id, $"Film {id}") { Genres = [GenreOf(id)] })],
            Interactions = new Interaction[] { new(3, 1, 0.5f), new(3, 4, 0.5f) },
        };
        var model = new IalsTrainer(new IalsOptions { ItemFeatures = true, Factors = 8 }).Train(data, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], model.UserIds.Ids.ToArray());
        Assert.Equal([1, 2, 3, 4], model.ItemIds.Ids.ToArray());
        Assert.Equal([3, 1, 1, 1], model.ItemIds.Ids.ToArray().Select(model.RatingCountOf));
        Assert.True(model.Predict(3, 4) > model.Predict(3, 3));
    }

    private static string GenreOf(int id) => id % 2 == 0 ? "Comedy" : "Drama";

    private static RecommenderModel Train(string name, Rating[] ratings, ItemInformation[] items, bool itemFeatures)
    {
        object options = name == "ials-features"
            ? new IalsOptions { ItemFeatures = itemFeatures, FeatureWeight = 1, Regularization = 0.02f, Factors = 8, Epochs = 3 }
            : new EaseOptions { ItemFeatures = itemFeatures, FeatureWeight = 1, Regularization = 5 };
        return RecommenderAlgorithms.Find(name)!.CreateTrainer(options).Train(new TrainingData(RatingMatrix.Create(ratings)) { Items = items }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
