using MovieMesh.Recommenders.Nmf;

namespace MovieMesh.Recommenders.Tests.Nmf;

public sealed class NmfTests
{
    private static readonly RatingMatrix Ratings = RatingMatrix.Create(Planted.LongTailed(users: 30, items: 20, count: 250));

    [Theory]
    [InlineData(NmfFill.Zero)]
    [InlineData(NmfFill.MatrixMedian)]
    [InlineData(NmfFill.ItemMedian)]
    public void Filled_Users_MinimizeOverTheDenseMatrix(NmfFill fill)
    {
        const float Regularization = 0.5f;
        var model = new NmfFilledTrainer(new NmfFilledOptions { Factors = 3, Fill = fill, Regularization = Regularization, Epochs = 6 }).Train(new TrainingData(Ratings));
        for (var user = 0; user < Ratings.Users.Count; user++)
        {
            var filled = Enumerable.Range(0, Ratings.Items.Count).Select(item => fill switch
            {
                NmfFill.Zero => 0,
                NmfFill.MatrixMedian => Median(Ratings.ToArray().Select(r => r.Stars)),
                _ => Median(Ratings.RatingsOfItem(item).Stars.ToArray()),
            }).ToArray();
            var row = Ratings.RatingsOfUser(user);
            for (var i = 0; i < row.Count; i++)
                filled[row.Indices[i]] = row.Stars[i];
            var x = Components(model, user);
            for (var factor = 0; factor < 3; factor++)
            {
                var slope = Regularization * x[factor];
                for (var item = 0; item < filled.Length; item++)
                    slope -= (filled[item] - Dot(x, Item(model, item))) * Item(model, item)[factor];
                AssertOptimal(x[factor], slope);
            }
        }
    }

    [Fact]
    public void Observed_Users_MinimizeOverTheirRatings()
    {
        var options = new NmfOptions { Factors = 3, Regularization = 0.1f, UserRegularizationOffset = 2, Epochs = 6 };
        var model = new NmfTrainer(options).Train(new TrainingData(Ratings));
        for (var user = 0; user < Ratings.Users.Count; user++)
        {
            var row = Ratings.RatingsOfUser(user);
            var x = Components(model, user);
            for (var factor = 0; factor < 3; factor++)
            {
                var slope = options.Regularization * (row.Count + 2) * (x[factor] - MathF.Sqrt(Ratings.Mean / 3));
                for (var i = 0; i < row.Count; i++)
                    slope -= (row.Stars[i] - Dot(x, Item(model, row.Indices[i]))) * Item(model, row.Indices[i])[factor];
                AssertOptimal(x[factor], slope);
            }
        }
    }

    [Fact]
    public void Train_BothForms_HaveNothingNegative()
    {
        foreach (var model in (NmfModel[])[new NmfTrainer().Train(new TrainingData(Ratings)), new NmfFilledTrainer().Train(new TrainingData(Ratings))])
        {
            for (var user = 0; user < Ratings.Users.Count; user++)
                Assert.All(Components(model, user), value => Assert.True(value >= 0));
            Assert.All(model.ItemVectors.Values, value => Assert.True(value >= 0));
        }
    }

    // Karush-Kuhn-Tucker: no slope where the coordinate is free, none that leads down where it is held at zero.
    private static void AssertOptimal(float x, float slope)
    {
        if (x > 0)
            Assert.Equal(0, slope, 0.02);
        else
            Assert.True(slope >= -0.02, $"The slope at zero is {slope}.");
    }

    private static float[] Components(NmfModel model, int user)
    {
        Assert.True(model.TryGetUser(Ratings.Users[user], out var profile));
        return ((UserComponents)profile).Components.ToArray();
    }

    private static ReadOnlySpan<float> Item(NmfModel model, int item) => model.ItemVectors.Row(item);

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => MovieMesh.Recommenders.Numerics.VectorMath.DotScalar(x, y);

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
