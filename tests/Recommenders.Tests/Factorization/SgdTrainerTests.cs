using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class SgdTrainerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Grid_AllCells_HoldEachRatingOnceAndDiagonalsShareNoRow(int blocks)
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(users: 70, items: 110, count: 2500));
        var grid = new RatingGrid(ratings, blocks, seed: 3, workers: 2);
        var seen = new HashSet<(int, int)>();
        var blockOfItem = new Dictionary<int, int>();
        var users = 0;
        for (var userBlock = 0; userBlock < blocks; userBlock++)
        {
            var (first, end) = grid.UsersOf(userBlock);
            users += end - first;
            for (var itemBlock = 0; itemBlock < blocks; itemBlock++)
            {
                var next = grid.StartOf(userBlock, itemBlock);
                for (var user = first; user < end; user++)
                {
                    var row = ratings.RatingsOfUser(user);
                    for (var left = grid.LengthOf(user, itemBlock); left > 0; left--, next++)
                    {
                        var item = grid.Items[next];
                        Assert.True(seen.Add((user, item)));
                        Assert.Equal(row.Stars[row.Indices.IndexOf(item)], grid.Stars[next]);
                        Assert.Equal(itemBlock, blockOfItem.TryGetValue(item, out var known) ? known : blockOfItem[item] = itemBlock);
                    }
                }
            }
        }

        Assert.Equal(ratings.Count, seen.Count);
        Assert.Equal(ratings.Users.Count, users);
    }

    [Fact]
    public void Kernel_Vectors_DoWhatTheDefinitionSays()
    {
        var random = new Random(2);
        foreach (var length in (int[])[8, 16, 24, 64])
        {
            var (p, q) = (new float[length], new float[length]);
            for (var i = 0; i < length; i++)
                (p[i], q[i]) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
            var (p2, q2) = ((float[])p.Clone(), (float[])q.Clone());
            var one = SgdKernel.Step(p, q, 0.7f, 0.1f, 0.2f, 0.05f, 0.02f);
            var other = SgdKernel.StepScalar(p2, q2, 0.7f, 0.1f, 0.2f, 0.05f, 0.02f);
            Assert.Equal(other.User, one.User, 1e-4);
            Assert.Equal(other.Item, one.Item, 1e-4);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(p2[i], p[i], 1e-6);
                Assert.Equal(q2[i], q[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Train_PlantedLowRank_RecoversTheHiddenRatings()
    {
        var split = Splits.Random(Planted.LowRank(users: 150, items: 120, rank: 3, observed: 0.4, noise: 0.05), fraction: 0.1, seed: 3);
        var options = new SgdOptions { Factors = 3, Regularization = 0.001f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, BiasRegularization = 0.1f, Epochs = 150, LearningRate = 0.15f, Blocks = 4 };
        var model = new SgdTrainer(options).Train(new TrainingData(RatingMatrix.Create(split.Training)));

        // The noise is 0.05; the spread of the ratings about their mean is above 0.9.
        Assert.InRange(RatingAccuracy.Of(split.HeldOut, model).Rmse, 0.03, 0.1);
    }

    [Fact]
    public void Train_OneToThreeThreads_GivesTheSameBits()
    {
        var split = Splits.Random(Planted.LongTailed(users: 80, items: 120, count: 3000), 0.1, 1);
        var models = new byte[3][];
        for (var threads = 1; threads <= 3; threads++)
            models[threads - 1] = new SgdTrainer(new SgdOptions { Factors = 12, Epochs = 3, DegreeOfParallelism = threads }).Train(new TrainingData(RatingMatrix.Create(split.Training)) { HeldOut = split.HeldOut }).ToBytes();
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void Train_FromAnEarlierModel_StartsWhereItEnded()
    {
        var ratings = RatingMatrix.Create(Planted.LowRank(users: 100, items: 80, rank: 2, observed: 0.5, noise: 0.05));
        SgdOptions Options(int epochs) => new() { Factors = 4, Regularization = 0.002f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, BiasRegularization = 0.1f, Epochs = epochs, LearningRate = 0.1f };
        var earlier = new SgdTrainer(Options(60)).Train(new TrainingData(ratings));
        var (cold, warm) = (new EpochRecorder(), new EpochRecorder());
        new SgdTrainer(Options(1)).Train(new TrainingData(ratings), cold, TestContext.Current.CancellationToken);
        new SgdTrainer(Options(1)).Train(new TrainingData(ratings) { Start = earlier }, warm, TestContext.Current.CancellationToken);

        Assert.InRange(warm.Seen[0].TrainError, 0, 0.5 * cold.Seen[0].TrainError);
    }

    [Fact]
    public void Train_RateFarTooHigh_IsSaidAndNotReturned()
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(40, 40, 800).Select(r => r with { Stars = r.Stars * 1e6f }).ToArray());
        Assert.Throws<ArithmeticException>(() => new SgdTrainer(new SgdOptions { LearningRate = 10, Epochs = 50 }).Train(new TrainingData(ratings)));
    }
}
