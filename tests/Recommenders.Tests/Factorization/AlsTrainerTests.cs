using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class AlsTrainerTests
{
    [Theory]
    [InlineData(1, 1f, 3f)]
    [InlineData(5, 1f, 0f)]
    [InlineData(7, 0.5f, 2f)]
    [InlineData(8, 0f, 0f)]
    [InlineData(33, 0.5f, 10f)]
    public void Train_LastHalfStep_SolvesEachUsersNormalEquations(int factors, float exponent, float offset)
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(users: 25, items: 400, count: 3000));
        var options = new AlsOptions { Factors = factors, Epochs = 2, RegularizationExponent = exponent, UserRegularizationOffset = offset, Regularization = 0.2f, BiasRegularization = 1.5f };
        var model = new AlsTrainer(options).Train(ratings);
        for (var user = 0; user < ratings.Users.Count; user++)
        {
            var row = ratings.RatingsOfUser(user);
            var expected = BruteForceUser(model, ratings, row, options);
            Assert.True(model.TryGetUser(ratings.Users[user], out var actual));
            for (var factor = 0; factor < factors; factor++)
                Assert.Equal(expected[factor], ((UserVector)actual).Factors.Span[factor], 2e-4);
            Assert.Equal(expected[factors], ((UserVector)actual).Bias, 2e-4);
        }
    }

    [Fact]
    public void Train_PlantedLowRank_RecoversTheHiddenRatings()
    {
        var split = Splits.Random(Planted.LowRank(users: 150, items: 120, rank: 3, observed: 0.4, noise: 0.05), fraction: 0.1, seed: 3);
        var options = new AlsOptions { Factors = 3, Regularization = 0.001f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, BiasRegularization = 0.1f, Epochs = 30 };
        var model = new AlsTrainer(options).Train(RatingMatrix.Create(split.Training));

        // The noise is 0.05; the spread of the ratings about their mean is above 0.9.
        Assert.InRange(RatingAccuracy.Of(split.HeldOut, model).Rmse, 0.03, 0.08);
    }

    [Fact]
    public void Train_OneToThreeThreads_GivesTheSameBits()
    {
        var split = Splits.Random(Planted.LongTailed(users: 80, items: 120, count: 3000), 0.1, 1);
        var models = new byte[3][];
        for (var threads = 1; threads <= 3; threads++)
        {
            var options = new AlsOptions { Factors = 12, Epochs = 3, DegreeOfParallelism = threads };
            models[threads - 1] = new AlsTrainer(options).Train(RatingMatrix.Create(split.Training, threads), split.HeldOut).ToBytes();
        }

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void Train_AnotherSeed_GivesAnotherModel()
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(users: 30, items: 40, count: 500));
        var one = new AlsTrainer(new AlsOptions { Epochs = 1, Seed = 1 }).Train(ratings).ToBytes();
        var other = new AlsTrainer(new AlsOptions { Epochs = 1, Seed = 2 }).Train(ratings).ToBytes();

        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Train_EachEpoch_IsReportedAndTheBestIsReturned()
    {
        // Nothing to learn but noise: with next to no penalty the held-out error soon rises.
        var split = Splits.Random(Planted.LongTailed(users: 60, items: 60, count: 1500), 0.2, 1);
        var epochs = new EpochRecorder();
        var options = new AlsOptions { Factors = 8, Regularization = 0.01f, Epochs = 40, Patience = 2 };
        var model = new AlsTrainer(options).Train(RatingMatrix.Create(split.Training), split.HeldOut, progress: epochs);

        Assert.InRange(epochs.Seen.Count, 2, 39);
        Assert.Equal(Enumerable.Range(1, epochs.Seen.Count), epochs.Seen.Select(e => e.Epoch));
        Assert.Equal(epochs.Seen.Min(e => e.HeldOutError!.Value), RatingAccuracy.Of(split.HeldOut, model).Rmse, 1e-6);
        Assert.Equal(epochs.Seen.MinBy(e => e.HeldOutError)!.TrainError, model.TrainRmse, 1e-5);
    }

    [Fact]
    public void Train_WithoutHeldOut_RunsEveryEpochAndImprovesOnTraining()
    {
        var epochs = new EpochRecorder();
        new AlsTrainer(new AlsOptions { Factors = 4, Epochs = 6 }).Train(RatingMatrix.Create(Planted.LowRank(60, 50, 2, 0.5)), progress: epochs);

        Assert.Equal(6, epochs.Seen.Count);
        Assert.All(epochs.Seen, epoch => Assert.Null(epoch.HeldOutError));
        Assert.True(epochs.Seen[^1].TrainError < epochs.Seen[0].TrainError);
    }

    [Fact]
    public void Train_CancelledWhileRunning_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var epochs = new EpochRecorder { OnEpoch = _ => cancellation.Cancel() };
        var ratings = RatingMatrix.Create(Planted.LongTailed(40, 40, 800));

        Assert.Throws<OperationCanceledException>(() =>
            new AlsTrainer(new AlsOptions { Epochs = 50 }).Train(ratings, progress: epochs, cancellationToken: cancellation.Token));
        Assert.Single(epochs.Seen);
    }

    [Fact]
    public void Train_FromAnEarlierModel_StartsWhereItEndedAndLearnsNewItems()
    {
        var all = Planted.LowRank(users: 100, items: 80, rank: 2, observed: 0.5, noise: 0.05);
        var known = all.Where(r => r.ItemId < Planted.ItemId(70)).ToArray();
        var options = new AlsOptions { Factors = 4, Regularization = 0.002f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, BiasRegularization = 0.1f, Epochs = 25 };
        var earlier = new AlsTrainer(options).Train(RatingMatrix.Create(known));
        var (cold, warm) = (new EpochRecorder(), new EpochRecorder());
        var once = new AlsOptions { Factors = 4, Regularization = 0.002f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, BiasRegularization = 0.1f, Epochs = 1 };
        new AlsTrainer(once).Train(RatingMatrix.Create(all), progress: cold);
        var model = new AlsTrainer(once).Train(RatingMatrix.Create(all), start: earlier, progress: warm);

        Assert.InRange(warm.Seen[0].TrainError, 0, 0.5 * cold.Seen[0].TrainError);
        Assert.True(model.TryGetItem(Planted.ItemId(75), out _, out _));
        Assert.False(earlier.TryGetItem(Planted.ItemId(75), out _, out _));
    }

    [Fact]
    public void Train_FromAModelOfAnotherSize_IsRefused()
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(10, 10, 50));
        var start = new AlsTrainer(new AlsOptions { Factors = 4, Epochs = 1 }).Train(ratings);

        Assert.Throws<ArgumentException>(() => new AlsTrainer(new AlsOptions { Factors = 8 }).Train(ratings, start: start));
    }

    [Fact]
    public void Train_ConstantRatings_PredictsTheConstant()
    {
        var constant = Planted.LongTailed(20, 20, 200).Select(r => r with { Stars = 4 }).ToArray();
        var model = new AlsTrainer().Train(RatingMatrix.Create(constant));

        Assert.All(constant, r => Assert.Equal(4, model.Predict(r.UserId, r.ItemId), 1e-6));
        Assert.Equal(4, model.Predict(userId: -1, itemId: -1));
    }

    [Fact]
    public void Train_NoFactors_IsTheRegularizedBiasModel()
    {
        // One user, one item, one other user: b solves (n + λ_b)·b = Σ (stars − μ − b_other) on both sides.
        Rating[] ratings = [new(1, 1, 5), new(1, 2, 3), new(2, 1, 4)];
        var model = new AlsTrainer(new AlsOptions { Factors = 0, BiasRegularization = 1, Epochs = 200 }).Train(RatingMatrix.Create(ratings));

        Assert.True(model.TryGetUser(1, out var user));
        Assert.True(model.TryGetItem(1, out _, out var itemBias));
        Assert.True(model.TryGetItem(2, out _, out var otherBias));
        Assert.Equal((5 - 4 - itemBias + (3 - 4 - otherBias)) / 3, ((UserVector)user).Bias, 1e-5);
    }

    [Fact]
    public void Train_NoRatings_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new AlsTrainer().Train(RatingMatrix.Create([])));
    }

    [Fact]
    public void Constructor_OptionOutOfRange_IsRefused()
    {
        Assert.Throws<ValidationException>(() => new AlsTrainer(new AlsOptions { Factors = 257 }));
        Assert.Throws<ValidationException>(() => new AlsTrainer(new AlsOptions { Regularization = 0 }));
        Assert.Throws<ValidationException>(() => new AlsTrainer(new AlsOptions { RegularizationExponent = 1.2f }));
        Assert.Throws<ValidationException>(() => new AlsTrainer(new AlsOptions { ItemRegularizationOffset = float.NaN }));
    }

    // The definition in double precision, by Gaussian elimination with pivoting.
    private static double[] BruteForceUser(FactorModel model, RatingMatrix ratings, RatingRow row, AlsOptions options)
    {
        var n = options.Factors + 1;
        var system = new double[n, n + 1];
        for (var r = 0; r < row.Count; r++)
        {
            Assert.True(model.TryGetItem(ratings.Items[row.Indices[r]], out var factors, out var bias));
            double[] x = [.. factors.ToArray().Select(f => (double)f), 1];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    system[i, j] += x[i] * x[j];
                system[i, n] += x[i] * (row.Stars[r] - (double)ratings.Mean - bias);
            }
        }

        for (var i = 0; i < n; i++)
            system[i, i] += i == n - 1 ? options.BiasRegularization : options.Regularization * Math.Pow(row.Count + options.UserRegularizationOffset, options.RegularizationExponent);
        return Eliminate(system, n);
    }

    private static double[] Eliminate(double[,] system, int n)
    {
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(i => Math.Abs(system[i, column]));
            for (var j = 0; j <= n; j++)
                (system[column, j], system[pivot, j]) = (system[pivot, j], system[column, j]);
            for (var i = 0; i < n; i++)
            {
                if (i == column)
                    continue;
                var factor = system[i, column] / system[column, column];
                for (var j = column; j <= n; j++)
                    system[i, j] -= factor * system[column, j];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => system[i, n] / system[i, i])];
    }
}
