using MovieMesh.Recommenders.Neighbourhood;

namespace MovieMesh.Recommenders.Tests.Neighbourhood;

public sealed class ItemKnnTests
{
    private const float Shrinkage = 3;

    private static readonly RatingMatrix Ratings = RatingMatrix.Create(Planted.LongTailed(users: 50, items: 40, count: 700));

    [Theory]
    [InlineData(RatingSimilarity.ResidualCosine)]
    [InlineData(RatingSimilarity.PearsonBaseline)]
    [InlineData(RatingSimilarity.Pearson)]
    [InlineData(RatingSimilarity.AdjustedCosine)]
    [InlineData(RatingSimilarity.Cosine)]
    [InlineData(RatingSimilarity.Jaccard)]
    [InlineData(RatingSimilarity.ConditionalProbability)]
    [InlineData(RatingSimilarity.TfIdf)]
    [InlineData(RatingSimilarity.Bm25)]
    public void FindNeighbours_EveryMeasure_IsItsDefinition(RatingSimilarity kind)
    {
        var (userBiases, itemBiases) = (Draw(Ratings.Users.Count), Draw(Ratings.Items.Count));
        var measure = new SimilarityMeasure(kind, Shrinkage, Ratings.ByItem, Ratings.ByUser, (Ratings.Mean, itemBiases, userBiases), (1.2f, 0.75f));
        var scratch = new NeighbourScratch(measure, most: 1000);
        var other = new NeighbourScratch(measure, most: 1000);
        for (var item = 0; item < Ratings.Items.Count; item++)
        {
            measure.FindNeighbours(item, minimumCommon: 2, scratch);
            var expected = Enumerable.Range(0, Ratings.Items.Count).Where(j => j != item).Select(j => (Key: j, Score: Definition(kind, item, j, userBiases, itemBiases)))
                .Where(pair => pair.Score > 1e-6).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Key).ToArray();
            Assert.Equal(expected.Length, scratch.Count);
            for (var place = 0; place < expected.Length; place++)
                Assert.Equal(expected[place].Score, scratch.Scores[place], 1e-4);
            Assert.Equal(expected.Select(pair => pair.Key).Order(), scratch.Keys.AsSpan(0, scratch.Count).ToArray().Order());

            // A row from outside is compared as the same row from inside is.
            if (kind == RatingSimilarity.ConditionalProbability || kind == RatingSimilarity.Bm25)
                continue;
            measure.FindNeighbours(Ratings.RatingsOfItem(item), itemBiases[item], Ratings.Mean, minimumCommon: 2, excluded: item, other);
            Assert.Equal(scratch.Count, other.Count);
            for (var place = 0; place < other.Count; place++)
                Assert.Equal(scratch.Scores[place], other.Scores[place], 1e-5);
        }
    }

    [Theory]
    [InlineData(5, 0.7f)]
    [InlineData(1000, 0f)]
    public void Predict_TrainedUser_IsTheWeightedMeanOfTheNearestRated(int neighbours, float damping)
    {
        var options = new ItemKnnOptions { Neighbours = neighbours, Damping = damping, Shrinkage = Shrinkage, Exponent = 2, MinimumCoRaters = 1, UserBiasRegularization = 2, ItemBiasRegularization = 4 };
        var model = new ItemKnnTrainer(options).Train(new TrainingData(Ratings));
        var (users, items) = MovieMesh.Recommenders.Baselines.RatingBiases.Fit(Ratings, 2, 4, 1, default);
        for (var user = 0; user < 10; user++)
        {
            var row = Ratings.RatingsOfUser(user);
            for (var item = 0; item < Ratings.Items.Count; item++)
            {
                var rated = new List<(double Weight, double Residual)>();
                for (var i = 0; i < row.Count; i++)
                {
                    var j = row.Indices[i];
                    var similarity = j == item ? 0 : Definition(RatingSimilarity.ResidualCosine, item, j, users, items, minimumCommon: 1);
                    if (similarity > 0)
                        rated.Add((similarity * similarity, row.Stars[i] - Ratings.Mean - users[user] - items[j]));
                }

                var nearest = rated.OrderByDescending(pair => pair.Weight).Take(neighbours).ToArray();
                var total = damping + nearest.Sum(pair => pair.Weight);
                var expected = Ratings.Mean + users[user] + items[item] + (total > 0 ? nearest.Sum(pair => pair.Weight * pair.Residual) / total : 0);
                Assert.Equal(Math.Clamp(expected, Ratings.LowestStars, Ratings.HighestStars), model.Predict(Ratings.Users[user], Ratings.Items[item]), 2e-3);
            }
        }
    }

    private static double Definition(RatingSimilarity kind, int i, int j, float[] userBiases, float[] itemBiases, int minimumCommon = 2)
    {
        var (x, y) = (Column(i), Column(j));
        var common = x.Keys.Intersect(y.Keys).ToArray();
        if (common.Length < minimumCommon)
            return 0;
        double Entry(Dictionary<int, float> column, int item, int user) => kind switch
        {
            RatingSimilarity.ResidualCosine or RatingSimilarity.PearsonBaseline => column[user] - Ratings.Mean - itemBiases[item] - userBiases[user],
            RatingSimilarity.Pearson => column[user] - column.Values.Average(),
            RatingSimilarity.AdjustedCosine => column[user] - Ratings.RatingsOfUser(user).Stars.ToArray().Average(),
            RatingSimilarity.Cosine => column[user],
            RatingSimilarity.TfIdf or RatingSimilarity.Bm25 => Math.Log((Ratings.Items.Count + 1.0) / Ratings.RatingsOfUser(user).Count),
            _ => 1,
        };
        double Norm(Dictionary<int, float> column, int item, IEnumerable<int> users) => Math.Sqrt(users.Sum(user => Math.Pow(Entry(column, item, user), 2)));
        double Length(Dictionary<int, float> column) => 2.2 / ((1.2 * (0.25 + (0.75 * column.Count * Ratings.Items.Count / Ratings.Count))) + 1);
        var product = common.Sum(user => Entry(x, i, user) * Entry(y, j, user));
        var similarity = kind switch
        {
            RatingSimilarity.PearsonBaseline or RatingSimilarity.Pearson or RatingSimilarity.AdjustedCosine => product / (Norm(x, i, common) * Norm(y, j, common)),
            RatingSimilarity.Jaccard => (double)common.Length / x.Keys.Union(y.Keys).Count(),
            RatingSimilarity.ConditionalProbability => common.Length / (y.Count * Math.Sqrt(x.Count)),
            RatingSimilarity.Bm25 => product * Length(x) * Length(y),
            _ => product / (Norm(x, i, x.Keys) * Norm(y, j, y.Keys)),
        };
        return double.IsNaN(similarity) ? 0 : similarity * common.Length / (common.Length + Shrinkage);
    }

    private static Dictionary<int, float> Column(int item)
    {
        var row = Ratings.RatingsOfItem(item);
        var column = new Dictionary<int, float>();
        for (var i = 0; i < row.Count; i++)
            column[row.Indices[i]] = row.Stars[i];
        return column;
    }

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
    }
}
