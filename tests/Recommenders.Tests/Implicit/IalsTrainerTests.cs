using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Implicit;

public sealed class IalsTrainerTests
{
    private static readonly RatingMatrix LongTailed = RatingMatrix.Create(Planted.LongTailed(users: 120, items: 150, count: 5000));

    [Theory]
    [InlineData(5, 3)]
    [InlineData(16, 15)]
    [InlineData(16, 16)]
    [InlineData(20, 3)]
    [InlineData(20, 150)]
    [InlineData(33, 32)]
    [InlineData(64, 200)]
    public void Solve_AnyLength_IsTheSolutionOfTheNormalEquations(int factors, int count)
    {
        var (side, columns, weights) = Row(factors, count);
        var x = new float[VectorMath.Padded(factors)];
        var loss = new ImplicitRowSolver(factors).Solve(columns, weights, side, x);

        var (expected, expectedLoss) = Definition(side, columns, weights);
        for (var f = 0; f < factors; f++)
            Assert.Equal(expected[f], x[f], 2e-4);
        Assert.All(x[factors..], padding => Assert.Equal(0, padding));
        Assert.Equal(expectedLoss, loss, 1e-3 * (1 + expectedLoss));
    }

    [Fact]
    public void Improve_ManySteps_ReachesTheExactSolutionAndNeverRaisesTheLoss()
    {
        var (side, columns, weights) = Row(20, 60);
        var solver = new ImplicitRowSolver(20);
        var (exact, x) = (new float[24], new float[24]);
        var best = solver.Solve(columns, weights, side, exact);
        var last = double.PositiveInfinity;
        for (var round = 0; round < 12; round++)
        {
            var loss = solver.Improve(columns, weights, side, steps: 3, x);
            Assert.True(loss <= last + 1e-4, $"{loss} after {last}");
            last = loss;
        }

        Assert.Equal(best, last, 1e-3);
        for (var f = 0; f < 20; f++)
            Assert.Equal(exact[f], x[f], 1e-3);
    }

    [Fact]
    public void Train_Loss_IsTheDefinitionAndFallsWithEachEpoch()
    {
        var options = new IalsOptions { Factors = 6, Epochs = 5, StarWeight = 0.5f, UnobservedWeight = 0.2f, Regularization = 0.05f, RegularizationExponent = 0.8f };
        var progress = new Contract.EpochRecorder();
        var model = new IalsTrainer(options).Train(new TrainingData(LongTailed), progress);

        Assert.Equal(progress.Seen.OrderByDescending(epoch => epoch.TrainError), progress.Seen);
        var (loss, interactions) = (0.0, 0);
        foreach (var user in LongTailed.Users.Ids)
        {
            Assert.True(model.TryGetUser(user, out var profile));
            var x = ((UserVector)profile).Factors.ToArray();
            var row = LongTailed.RatingsOfUser(LongTailed.Users.IndexOf(user));
            var liked = new Dictionary<int, float>();
            for (var i = 0; i < row.Count; i++)
            {
                if (row.Stars[i] >= 4)
                    liked[LongTailed.Items[row.Indices[i]]] = 1 + (0.5f * (row.Stars[i] - 4));
            }

            interactions += liked.Count;
            if (liked.Count == 0)
                continue;
            loss += 0.05 * Math.Pow(liked.Count + (0.2 * LongTailed.Items.Count), 0.8) * x.Sum(f => f * f);
            foreach (var item in LongTailed.Items.Ids)
            {
                var score = model.Predict(profile, item);
                loss += (0.2 * score * score) + (liked.GetValueOrDefault(item) * (1 - score) * (1 - score));
            }
        }

        for (var item = 0; item < LongTailed.Items.Count; item++)
        {
            Assert.True(model.TryGetItem(LongTailed.Items[item], out var v));
            var count = LongTailed.RatingsOfItem(item).Stars.ToArray().Count(stars => stars >= 4);
            loss += 0.05 * Math.Pow(count + (0.2 * LongTailed.Users.Count), 0.8) * VectorMath.Dot(v, v);
        }

        Assert.Equal(loss / interactions, progress.Seen[^1].TrainError, 2e-4 * loss / interactions);
    }

    [Fact]
    public void Train_ConjugateGradient_ComesCloseToTheExactLoss()
    {
        var (exact, approximate) = (new Contract.EpochRecorder(), new Contract.EpochRecorder());
        new IalsTrainer(new IalsOptions { Factors = 16, Epochs = 8 }).Train(new TrainingData(LongTailed), exact);
        new IalsTrainer(new IalsOptions { Factors = 16, Epochs = 8, Solver = ImplicitSolver.ConjugateGradient }).Train(new TrainingData(LongTailed), approximate);

        Assert.Equal(exact.Seen[^1].TrainError, approximate.Seen[^1].TrainError, 0.01 * exact.Seen[^1].TrainError);
    }

    [Fact]
    public void Train_WarmStart_BeginsWhereTheOtherEnded()
    {
        var (first, second) = (new Contract.EpochRecorder(), new Contract.EpochRecorder());
        var model = new IalsTrainer(new IalsOptions { Factors = 8, Epochs = 6 }).Train(new TrainingData(LongTailed), first);
        new IalsTrainer(new IalsOptions { Factors = 8, Epochs = 1 }).Train(new TrainingData(LongTailed) { Start = RecommenderModel.Load(model.ToBytes()) }, second);

        Assert.True(second.Seen[0].TrainError <= first.Seen[^1].TrainError);
        Assert.Throws<ArgumentException>(() => new IalsTrainer(new IalsOptions { Factors = 9 }).Train(new TrainingData(LongTailed) { Start = model }));
    }

    [Fact]
    public void Train_OtherInteractions_AreWeighedLearnedAndFoldedInTheSame()
    {
        // User 500 and item 600 are known from interactions alone; user 1 has rated item 2 badly, which says more than having seen it.
        Rating[] ratings = [.. from user in Enumerable.Range(1, 20) from item in Enumerable.Range(1, 10) where (user + item) % 2 == 0 select new Rating(user, item, 5), new(1, 2, 1)];
        Interaction[] others = [new(500, 1, 0.5f), new(500, 600, 2), new(2, 600, 1), new(1, 2, 3)];
        var options = new IalsOptions { Factors = 8, Epochs = 6 };

        var model = new IalsTrainer(options).Train(new TrainingData(RatingMatrix.Create(ratings)) { Interactions = others });
        var without = new IalsTrainer(options).Train(new TrainingData(RatingMatrix.Create([.. ratings, new(500, 1, 1)])));

        Assert.Equal((2, 11, 2, 6), (model.RatingCountOf(600), model.RatingCountOf(1), model.FoldIn([], [new(1, 0.5f), new(600, 2)]).RatingCount, model.FoldIn([.. Of(1)], [new(2, 3)]).RatingCount));
        Assert.Equal(1, without.FoldIn([new(1, 1)], []).RatingCount);
        Assert.True(model.TryGetUser(500, out var trained));
        Assert.Equal(((UserVector)trained).Factors, model.FoldIn([], [new(600, 2), new(1, 0.5f)]).Factors);
        Assert.Equal(model.FoldIn([.. Of(1)]).Factors, model.FoldIn([.. Of(1)], [new(2, 3)]).Factors);
        Assert.True(model.Predict(model.FoldIn([], [new(1, 3)]), 3) > model.Predict(model.FoldIn([], [new(1, 0.1f)]), 3));
        Assert.Equal(model.ToBytes(), RecommenderModel.Load(model.ToBytes()).ToBytes());

        IEnumerable<ItemRating> Of(int user) => ratings.Where(rating => rating.UserId == user).Select(rating => new ItemRating(rating.ItemId, rating.Stars));
    }

    [Fact]
    public void Train_NothingLiked_IsRefusedWithTheReason()
    {
        var data = new TrainingData(RatingMatrix.Create([new Rating(1, 1, 2)]));
        Assert.Contains("4 stars", Assert.Throws<ArgumentException>(() => new IalsTrainer().Train(data)).Message, StringComparison.Ordinal);
    }

    private static (FixedSide Side, int[] Columns, float[] Weights) Row(int factors, int count)
    {
        var table = new FactorTable(300, factors);
        for (var row = 0; row < table.Rows; row++)
        {
            for (var f = 0; f < factors; f++)
                table.PaddedRow(row)[f] = (float)(CounterRandom.Normal(9, (ulong)row, (ulong)f) / Math.Sqrt(factors));
        }

        var columns = Enumerable.Range(0, count).Select(i => i * 299 / count).ToArray();
        var weights = Array.ConvertAll(columns, column => 0.5f + (column % 4));
        return (FixedSide.Align(table, null, 0.02f, new IalsOptions { Factors = factors, UnobservedWeight = 0.3f }), columns, weights);
    }

    // (α₀VᵀV + λ(n + α₀N)I + Σ w·vvᵀ) x = Σ w·v by Gaussian elimination, and the loss term by term.
    private static (double[] X, double Loss) Definition(FixedSide side, int[] columns, float[] weights)
    {
        var k = side.Table.Factors;
        var a = new double[k, k + 1];
        var penalty = 0.02 * (columns.Length + (0.3 * side.Table.Rows));
        for (var i = 0; i < k; i++)
            a[i, i] = penalty;
        for (var row = 0; row < side.Table.Rows; row++)
            Add(row, 0.3, target: 0);
        for (var j = 0; j < columns.Length; j++)
            Add(columns[j], weights[j], target: 1);
        for (var p = 0; p < k; p++)
        {
            for (var i = p + 1; i < k; i++)
            {
                var factor = a[i, p] / a[p, p];
                for (var c = p; c <= k; c++)
                    a[i, c] -= factor * a[p, c];
            }
        }

        var x = new double[k];
        for (var i = k - 1; i >= 0; i--)
        {
            x[i] = a[i, k];
            for (var c = i + 1; c < k; c++)
                x[i] -= a[i, c] * x[c];
            x[i] /= a[i, i];
        }

        var loss = penalty * x.Sum(f => f * f);
        for (var row = 0; row < side.Table.Rows; row++)
            loss += 0.3 * Score(row) * Score(row);
        for (var j = 0; j < columns.Length; j++)
            loss += weights[j] * (1 - Score(columns[j])) * (1 - Score(columns[j]));
        return (x, loss);

        void Add(int row, double weight, double target)
        {
            var v = side.Table.Row(row);
            for (var i = 0; i < k; i++)
            {
                for (var c = 0; c < k; c++)
                    a[i, c] += weight * v[i] * v[c];
                a[i, k] += weight * target * v[i];
            }
        }

        double Score(int row)
        {
            var sum = 0.0;
            for (var f = 0; f < k; f++)
                sum += side.Table.Row(row)[f] * x[f];
            return sum;
        }
    }
}
