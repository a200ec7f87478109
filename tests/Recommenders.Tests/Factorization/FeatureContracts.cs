using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class AlsFeaturesContract() : RecommenderContract("als-features")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer(
        new AlsOptions { ItemFeatures = true, Factors = 4, Epochs = 8, ItemRegularizationOffset = 0, UserRegularizationOffset = 0, Regularization = 0.02f, Seed = seed, DegreeOfParallelism = threads });
}

public sealed class SvdPlusPlusFeaturesContract() : RecommenderContract("svd++-features")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer(
        new SvdPlusPlusOptions { ItemFeatures = true, Factors = 4, Epochs = 8, ItemRegularizationOffset = 0, UserRegularizationOffset = 0, Regularization = 0.02f, Seed = seed, DegreeOfParallelism = threads });
}

public sealed class ItemFeaturesTests
{
    // Those who love comedies rate every third one; a comedy and a drama that nobody has rated are told apart by genre alone.
    [Theory]
    [InlineData("als-features")]
    [InlineData("svd++-features")]
    public void Train_UnratedMovies_AreFoundByTheirGenre(string algorithm)
    {
        var ratings = new List<Rating>();
        for (var user = 0; user < 60; user++)
        {
            for (var item = 0; item < 60; item++)
            {
                if ((user + (7 * item)) % 3 == 0)
                    ratings.Add(new Rating(user, item, user % 2 == item % 2 ? 5 : 1));
            }
        }

        ItemInformation[] items =
        [
            .. Enumerable.Range(0, 62).Select(item => new ItemInformation(item == 60 ? -5 : item, $"Movie {item}") { Genres = [item % 2 == 0 ? "Comedy" : "Drama"], Year = 1990 }),
        ];
        object options = algorithm == "als-features"
            ? new AlsOptions { ItemFeatures = true, Factors = 4, FeatureRegularization = 1 }
            : new SvdPlusPlusOptions { ItemFeatures = true, Factors = 4, FeatureRegularization = 1, BiasRegularization = 2 };
        var model = RecommenderAlgorithms.Find(algorithm)!.CreateTrainer(options).Train(new TrainingData(RatingMatrix.Create([.. ratings])) { Items = items }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(62, model.ItemIds.Count);
        Assert.Equal(0, model.RatingCountOf(-5));
        for (var user = 0; user < 10; user++)
        {
            var (comedy, drama) = (model.Predict(user, -5), model.Predict(user, 61));
            Assert.True(user % 2 == 0 ? comedy > drama + 1 : drama > comedy + 1, $"User {user}: {comedy} and {drama}");
        }

        Assert.All(model.MostSimilarItems(-5, 5), similar => Assert.Equal(0, similar.ItemId % 2));
    }
}
