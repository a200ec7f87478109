using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class FactorModelTests
{
    private static readonly RatingMatrix Ratings = RatingMatrix.Create(Planted.LongTailed(users: 60, items: 150, count: 2500));
    private static readonly FactorModel Model = new AlsTrainer(new AlsOptions { Factors = 10, Epochs = 4 }).Train(Ratings);

    [Fact]
    public void FoldIn_UnchangedUsers_GivesTheirTrainedRowsToTheBit()
    {
        for (var user = 0; user < Ratings.Users.Count; user++)
        {
            var ratings = RatingsOf(user);
            new Random(user).Shuffle(ratings);
            var folded = Model.FoldIn(ratings);
            Assert.True(Model.TryGetUser(Ratings.Users[user], out var trained));
            Assert.Equal(((UserVector)trained).Bias, folded.Bias);
            Assert.Equal(((UserVector)trained).Factors.ToArray(), folded.Factors.ToArray());
            Assert.Equal(trained.RatingCount, folded.RatingCount);
        }
    }

    [Fact]
    public void FoldIn_ManyAtOnce_DoNotDisturbEachOther()
    {
        Parallel.For(0, 400, i =>
        {
            var user = i % Ratings.Users.Count;
            Assert.True(Model.TryGetUser(Ratings.Users[user], out var trained));
            Assert.Equal(((UserVector)trained).Factors.ToArray(), Model.FoldIn(RatingsOf(user)).Factors.ToArray());
        });
    }

    [Fact]
    public void FoldIn_NothingKnown_IsTheAverageUser()
    {
        var nobody = Model.FoldIn([new ItemRating(-5, 5)]);

        Assert.Equal((0f, 0), (nobody.Bias, nobody.RatingCount));
        Assert.Equal(Model.Predict(userId: -1, Ratings.Items[3]), Model.Predict(nobody, Ratings.Items[3]));
    }

    [Fact]
    public void FoldIn_ItemRatedTwice_CountsTheLast()
    {
        var item = Ratings.Items[0];

        Assert.Equal(Model.FoldIn([new ItemRating(item, 5)]).Bias, Model.FoldIn([new ItemRating(item, 1), new ItemRating(item, 5)]).Bias);
    }

    [Fact]
    public void Predict_UnknownUserOrItem_FallsBackToWhatIsKnown()
    {
        Assert.True(Model.TryGetItem(Ratings.Items[0], out _, out var itemBias));
        Assert.True(Model.TryGetUser(Ratings.Users[0], out var user));

        Assert.Equal(Model.Mean, Model.Predict(-1, -1));
        Assert.Equal(Math.Clamp(Model.Mean + itemBias, 0.5f, 5f), Model.Predict(-1, Ratings.Items[0]));
        Assert.Equal(Math.Clamp(Model.Mean + ((UserVector)user).Bias, 0.5f, 5f), Model.Predict(Ratings.Users[0], -1));
    }

    [Fact]
    public void Predict_AnyPair_StaysOnTheScale()
    {
        foreach (var user in Ratings.Users.Ids)
        {
            foreach (var item in Ratings.Items.Ids)
                Assert.InRange(Model.Predict(user, item), 0.5f, 5f);
        }
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1.5f, 3)]
    public void Recommend_AnyLength_IsTheFullSortOfAllScores(float caution, int minimumRatings)
    {
        var ranking = new RankingOptions { Caution = caution, MinimumRatings = minimumRatings };
        var exclude = Ratings.Items.Ids[..20].ToArray();
        var user = Model.FoldIn(RatingsOf(4));
        var all = Model.Recommend(user, int.MaxValue, exclude, id => id % 3 != 0, ranking);

        var expected = Ratings.Items.Ids.ToArray().Where(id => !exclude.Contains(id) && id % 3 != 0 && Model.RatingCountOf(id) >= minimumRatings).ToArray();
        Assert.Equal(expected, all.Select(r => r.ItemId).Order());
        Assert.Equal(all.OrderByDescending(r => r.Score).ThenBy(r => r.ItemId), all);
        Assert.All(all, r => Assert.Equal(Model.Predict(user, r.ItemId), r.PredictedStars));
        Assert.Equal(all[..7], Model.Recommend(user, 7, exclude, id => id % 3 != 0, ranking));
    }

    [Fact]
    public void Recommend_Caution_SubtractsTheUncertaintyOfTheItemsBias()
    {
        var user = Model.FoldIn(RatingsOf(1));
        var plain = Model.Recommend(user, 1000, ranking: new RankingOptions { Caution = 0 }).ToDictionary(r => r.ItemId);
        foreach (var cautious in Model.Recommend(user, 1000, ranking: new RankingOptions { Caution = 1 }))
        {
            var margin = Model.TrainRmse / MathF.Sqrt(Model.RatingCountOf(cautious.ItemId) + new AlsOptions().BiasRegularization);
            Assert.Equal(plain[cautious.ItemId].Score - margin, cautious.Score, 1e-5);
        }
    }

    [Fact]
    public void MostSimilarItems_KnownItem_IsTheFullSortOfCosines()
    {
        var subject = Ratings.Items[2];
        var expected = Ratings.Items.Ids.ToArray().Where(id => id != subject).Select(id => (id, cosine: Cosine(subject, id))).OrderByDescending(e => e.cosine).ToArray();
        var actual = Model.MostSimilarItems(subject, int.MaxValue);

        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i].cosine, actual[i].Similarity, 1e-5);
        Assert.All(actual, item => Assert.Equal(Cosine(subject, item.ItemId), item.Similarity, 1e-5));
        Assert.Empty(Model.MostSimilarItems(-1, 5));
    }

    [Fact]
    public void Explain_AnyItem_AddsUpToThePrediction()
    {
        var ratings = RatingsOf(7);
        var user = Model.FoldIn(ratings);
        foreach (var item in Ratings.Items.Ids)
        {
            var explanation = Model.Explain(ratings, item)!;
            Assert.Equal(explanation.Score, explanation.Baseline + explanation.Contributions.Sum(c => c.Contribution), 1e-4);
            Assert.Equal(Model.Predict(user, item), Math.Clamp(explanation.Score, 0.5f, 5f), 1e-3);
            Assert.Equal(ratings.Length, explanation.Contributions.Count);
        }

        Assert.Null(Model.Explain(ratings, -1));
    }

    [Fact]
    public void SaveAndLoad_AnyModel_RoundTripsToTheBit()
    {
        var bytes = Model.ToBytes();
        var loaded = (FactorModel)RecommenderModel.Load(bytes);

        Assert.Equal(bytes, loaded.ToBytes());
        Assert.Equal(Model.Predict(Ratings.Users[3], Ratings.Items[8]), loaded.Predict(Ratings.Users[3], Ratings.Items[8]));
        Assert.Equal(Model.FoldIn(RatingsOf(3)).Factors.ToArray(), loaded.FoldIn(RatingsOf(3)).Factors.ToArray());
    }

    [Fact]
    public void WithoutUsers_Saved_FoldsInTheSame()
    {
        var lean = (FactorModel)RecommenderModel.Load(Model.WithoutUsers().ToBytes());

        Assert.Equal(0, lean.UserIds.Count);
        Assert.Equal(Model.FoldIn(RatingsOf(3)).Factors.ToArray(), lean.FoldIn(RatingsOf(3)).Factors.ToArray());
    }

    [Fact]
    public void Load_AnyBitFlipped_IsRefused()
    {
        var bytes = new AlsTrainer(new AlsOptions { Factors = 2, Epochs = 1 }).Train(RatingMatrix.Create([new(1, 1, 5), new(1, 2, 3), new(2, 1, 4)])).ToBytes();
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => RecommenderModel.Load(damaged));
        }
    }

    [Fact]
    public void Load_CutShortOrForeign_IsRefused()
    {
        var bytes = Model.ToBytes();
        foreach (var length in (int[])[0, 5, 8, 40, 63, 64, 65, 1000, bytes.Length - 1])
            Assert.Throws<InvalidDataException>(() => RecommenderModel.Load(bytes.AsMemory(0, length)));
        Assert.Throws<InvalidDataException>(() => RecommenderModel.Load("userId,movieId,rating,timestamp"u8.ToArray()));
    }

    private static ItemRating[] RatingsOf(int user)
    {
        var row = Ratings.RatingsOfUser(user);
        var ratings = new ItemRating[row.Count];
        for (var i = 0; i < row.Count; i++)
            ratings[i] = new ItemRating(Ratings.Items[row.Indices[i]], row.Stars[i]);
        return ratings;
    }

    private static double Cosine(int one, int other)
    {
        Model.TryGetItem(one, out var x, out _);
        Model.TryGetItem(other, out var y, out _);
        var (dot, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            (dot, xx, yy) = (dot + ((double)x[i] * y[i]), xx + ((double)x[i] * x[i]), yy + ((double)y[i] * y[i]));
        return dot / Math.Sqrt(xx * yy);
    }
}
