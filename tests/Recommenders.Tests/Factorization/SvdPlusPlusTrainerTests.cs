using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class SvdPlusPlusTrainerTests
{
    [Fact]
    public void Train_WhichMoviesAreRated_TellsWhatStarsDoNot()
    {
        // Two camps rate the movies of their own camp, all with the same stars; they differ in one movie that half of them have rated.
        var ratings = new List<Rating>();
        var random = new Random(5);
        for (var user = 0; user < 200; user++)
        {
            foreach (var item in Enumerable.Range(0, 40).Where(_ => random.NextDouble() < 0.5))
                ratings.Add(new Rating(user, (2 * item) + (user % 2), 3));
            for (var item = 1000; item < 1008; item++)
            {
                if (random.NextDouble() < 0.5)
                    ratings.Add(new Rating(user, item, user % 2 == item % 2 ? 5 : 1));
            }
        }

        var options = new SvdPlusPlusOptions { Factors = 4, ImplicitRegularization = 1, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, Regularization = 0.02f, BiasRegularization = 2 };
        var model = new SvdPlusPlusTrainer(options).Train(new TrainingData(RatingMatrix.Create([.. ratings])));
        for (var camp = 0; camp < 2; camp++)
        {
            var newcomer = model.FoldIn([.. Enumerable.Range(0, 20).Select(item => new ItemRating((2 * item) + camp, 3))]);
            Assert.True(model.Predict(newcomer, 1000 + camp) > model.Predict(newcomer, 1001 - camp) + 0.5, $"{model.Predict(newcomer, 1000)} and {model.Predict(newcomer, 1001)} for camp {camp}");
        }
    }

    [Fact]
    public void Train_OneToThreeThreads_GivesTheSameBits()
    {
        var split = Splits.Random(Planted.LongTailed(users: 80, items: 120, count: 3000), 0.1, 1);
        var models = new byte[3][];
        for (var threads = 1; threads <= 3; threads++)
            models[threads - 1] = new SvdPlusPlusTrainer(new SvdPlusPlusOptions { Factors = 12, Epochs = 3, DegreeOfParallelism = threads }).Train(new TrainingData(RatingMatrix.Create(split.Training)) { HeldOut = split.HeldOut }).ToBytes();
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void Explain_Contributions_AddUpToTheScore()
    {
        var model = new SvdPlusPlusTrainer(new SvdPlusPlusOptions { Factors = 6, ImplicitRegularization = 5 }).Train(new TrainingData(RatingMatrix.Create(Planted.LongTailed(60, 80, 1500))));
        ItemRating[] ratings = [.. Enumerable.Range(0, 9).Select(item => new ItemRating(Planted.ItemId(3 * item), 1 + (item % 5)))];
        var scores = new float[model.ItemIds.Count];
        model.Score(model.FoldIn(ratings), scores);
        for (var item = 0; item < 10; item++)
            Assert.Equal(scores[item], model.Explain(ratings, model.ItemIds[item])!.Score, 1e-4);
    }

    [Fact]
    public void Train_FromAnEarlierModel_StartsWhereItEnded()
    {
        var ratings = RatingMatrix.Create(Planted.LowRank(users: 100, items: 80, rank: 2, observed: 0.5, noise: 0.05));
        SvdPlusPlusOptions Options(int epochs) => new() { Factors = 4, Regularization = 0.002f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, BiasRegularization = 0.1f, Epochs = epochs };
        var earlier = new SvdPlusPlusTrainer(Options(20)).Train(new TrainingData(ratings));
        var cold = new SvdPlusPlusTrainer(Options(1)).Train(new TrainingData(ratings));
        var warm = new SvdPlusPlusTrainer(Options(1)).Train(new TrainingData(ratings) { Start = earlier });

        Assert.InRange(warm.TrainRmse, 0, 0.5 * cold.TrainRmse);
    }
}
