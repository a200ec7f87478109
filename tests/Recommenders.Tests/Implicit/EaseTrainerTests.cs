using MovieMesh.Recommenders.Implicit;

namespace MovieMesh.Recommenders.Tests.Implicit;

public sealed class EaseTrainerTests
{
    [Theory]
    [InlineData(150, 40, 0f, 0f)]
    [InlineData(150, 40, 0.3f, 0.5f)]
    [InlineData(40, 90, 0f, 0f)]
    [InlineData(40, 90, 0.3f, 0.5f)]
    public void Train_MoreUsersOrMoreItems_IsTheClosedForm(int users, int items, float dropout, float normalization)
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(users, items, 3000));
        var options = new EaseOptions { Regularization = 5, Dropout = dropout, UserNormalization = normalization, WeightsPerItem = 0 };
        var model = new EaseTrainer(options).Train(new TrainingData(ratings));
        var expected = Definition(ratings, options);

        for (var i = 0; i < ratings.Items.Count; i++)
        {
            var liked = model.FoldIn([new ItemRating(ratings.Items[i], 5)]);
            for (var j = 0; j < ratings.Items.Count; j++)
            {
                var alone = model.Predict(model.FoldIn([]), ratings.Items[j]);
                Assert.Equal(expected[i, j], model.Predict(liked, ratings.Items[j]) - alone, 1e-4);
            }
        }
    }

    [Fact]
    public void Train_PrunedWeights_AreTheLargestOfEachItem()
    {
        var data = new TrainingData(RatingMatrix.Create(Planted.LongTailed(80, 60, 2500)));
        var all = new EaseTrainer(new EaseOptions { Regularization = 5, WeightsPerItem = 0 }).Train(data);
        var pruned = new EaseTrainer(new EaseOptions { Regularization = 5, WeightsPerItem = 7 }).Train(data);

        Assert.True(pruned.ToBytes().Length < all.ToBytes().Length);
        foreach (var target in data.Ratings.Items.Ids)
        {
            var full = data.Ratings.Items.Ids.ToArray().Select(source => (Source: source, Weight: Weight(all, source, target))).ToArray();
            var kept = full.OrderByDescending(w => Math.Abs(w.Weight)).Take(7).ToDictionary(w => w.Source, w => w.Weight);
            Assert.All(full, w => Assert.Equal(kept.GetValueOrDefault(w.Source), Weight(pruned, w.Source, target), 1e-5));
        }

        static float Weight(EaseModel model, int source, int target) => model.Predict(model.FoldIn([new ItemRating(source, 5)]), target) - model.Predict(model.FoldIn([]), target);
    }

    [Fact]
    public void Train_CatalogueBeyondTheLimit_ScoresTheTailByPopularity()
    {
        var ratings = RatingMatrix.Create(Planted.LongTailed(80, 60, 1500));
        var model = new EaseTrainer(new EaseOptions { Regularization = 5, LargestCatalogue = 20 }).Train(new TrainingData(ratings));
        var counts = Enumerable.Range(0, ratings.Items.Count).ToDictionary(i => ratings.Items[i], i => ratings.RatingsOfItem(i).Stars.ToArray().Count(s => s >= 4));
        var tail = counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Skip(20).Select(c => c.Key).ToArray();

        Assert.Equal(20, model.HeadCount);
        Assert.True(model.TryGetUser(ratings.Users[0], out var user));
        Assert.Equal(tail, model.Recommend(user, 100, filter: tail.Contains).Select(r => r.ItemId));
    }

    // B = I − P·diag(1/diag P), P by Gauss-Jordan elimination in double precision.
    private static double[,] Definition(RatingMatrix ratings, EaseOptions options)
    {
        var n = ratings.Items.Count;
        var (g, p) = (new double[n, n], new double[n, n]);
        for (var user = 0; user < ratings.Users.Count; user++)
        {
            var row = ratings.RatingsOfUser(user);
            var liked = new List<int>();
            for (var i = 0; i < row.Count; i++)
            {
                if (row.Stars[i] >= 4)
                    liked.Add(row.Indices[i]);
            }

            foreach (var i in liked)
            {
                foreach (var j in liked)
                    g[i, j] += Math.Pow(liked.Count, -options.UserNormalization);
            }
        }

        for (var i = 0; i < n; i++)
        {
            g[i, i] += options.Regularization + (options.Dropout / (1 - options.Dropout) * g[i, i]);
            p[i, i] = 1;
        }

        for (var k = 0; k < n; k++)
        {
            var pivot = g[k, k];
            for (var j = 0; j < n; j++)
                (g[k, j], p[k, j]) = (g[k, j] / pivot, p[k, j] / pivot);
            for (var i = 0; i < n; i++)
            {
                var factor = g[i, k];
                for (var j = 0; j < n && i != k; j++)
                    (g[i, j], p[i, j]) = (g[i, j] - (factor * g[k, j]), p[i, j] - (factor * p[k, j]));
            }
        }

        var b = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                b[i, j] = i == j ? 0 : -p[i, j] / p[j, j];
        }

        return b;
    }
}
