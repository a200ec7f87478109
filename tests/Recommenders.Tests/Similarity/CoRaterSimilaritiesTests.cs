using FsCheck.Fluent;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class CoRaterSimilaritiesTests
{
    [Theory]
    [InlineData(CoRaterMeasure.Cosine)]
    [InlineData(CoRaterMeasure.AdjustedCosine)]
    [InlineData(CoRaterMeasure.Pearson)]
    [InlineData(CoRaterMeasure.Euclidean)]
    [InlineData(CoRaterMeasure.Manhattan)]
    [InlineData(CoRaterMeasure.MeanSquaredDifference)]
    [InlineData(CoRaterMeasure.Jaccard)]
    public void Neighbours_AnyRatings_AgreeWithTheDefinition(CoRaterMeasure measure) => Check(40, seed =>
    {
        var ratings = Planted.LongTailed(users: 12, items: 15, count: 80 + (seed % 60), seed);
        var options = new SimilarityOptions { Count = 1 + (seed % 20), Shrinkage = seed % 3, MinimumCoRaters = 1 + (seed % 4), DegreeOfParallelism = 1 + (seed % 3) };
        var live = new LiveRatings(RatingMatrix.Create(ratings));
        foreach (var list in new CoRaterSimilarities(live, options).Neighbours(measure, live.ItemIds().Ids))
            AssertList(Defined(ratings, list.ItemId, measure, options), list.Neighbours);
    });

    [Fact]
    public void Neighbours_AllMeasuresInOnePass_AreThoseOfEachAlone() => Check(20, seed =>
    {
        var live = new LiveRatings(RatingMatrix.Create(Planted.LongTailed(users: 20, items: 30, count: 250, seed)));
        var similarities = new CoRaterSimilarities(live, new SimilarityOptions { Count = 7 });
        var together = similarities.Neighbours(CoRaterSimilarities.AllMeasures, live.ItemIds().Ids, TestContext.Current.CancellationToken);
        for (var i = 0; i < together.Length; i++)
        {
            var alone = similarities.Neighbours(CoRaterSimilarities.AllMeasures[i], live.ItemIds().Ids, TestContext.Current.CancellationToken);
            Assert.Equal(alone.Select(list => list.ItemId), together[i].Select(list => list.ItemId));
            Assert.Equal(alone.SelectMany(list => list.Neighbours), together[i].SelectMany(list => list.Neighbours));
        }
    });

    [Fact]
    public void Neighbours_OfAPair_AreAsSimilarSeenFromEitherSide()
    {
        var live = new LiveRatings(RatingMatrix.Create(Planted.LongTailed(users: 60, items: 40, count: 1_200)));
        var lists = new CoRaterSimilarities(live, new SimilarityOptions { Count = 40 }).Neighbours(CoRaterSimilarities.AllMeasures, live.ItemIds().Ids, TestContext.Current.CancellationToken);
        foreach (var measure in lists)
        {
            var pairs = measure.SelectMany(list => list.Neighbours.Select(one => (Pair: (list.ItemId, one.ItemId), one.Similarity))).ToDictionary(one => one.Pair, one => one.Similarity);
            Assert.NotEmpty(pairs);
            Assert.All(pairs, pair => Assert.Equal(pair.Value, pairs[(pair.Key.Item2, pair.Key.Item1)], 1e-6));
        }
    }

    [Fact]
    public void Neighbours_CutIntoBlocksOrThreads_AreTheSame()
    {
        var live = new LiveRatings(RatingMatrix.Create(Planted.LongTailed(users: 300, items: 400, count: 20_000)));
        var whole = new CoRaterSimilarities(live, new SimilarityOptions { DegreeOfParallelism = 1 }).Neighbours(CoRaterSimilarities.AllMeasures, live.ItemIds().Ids, TestContext.Current.CancellationToken);
        var similarities = new CoRaterSimilarities(live, new SimilarityOptions { DegreeOfParallelism = 3 });
        for (var block = 0; block < 3; block++)
        {
            var ids = ItemBlock.Of(live.ItemIds(), block, 3);
            Assert.InRange(ids.Length, 60, 200);
            var part = similarities.Neighbours(CoRaterSimilarities.AllMeasures, ids, TestContext.Current.CancellationToken);
            for (var measure = 0; measure < whole.Length; measure++)
            {
                var expected = whole[measure].Where(list => ids.Contains(list.ItemId));
                Assert.Equal(expected.SelectMany(list => list.Neighbours), part[measure].SelectMany(list => list.Neighbours));
            }
        }
    }

    [Fact]
    public void Neighbours_EqualSimilarities_PopularThenLowIdFirst()
    {
        // Items 2, 4 and 5 have equal columns but for a rating of 0 stars, which adds to item 5's popularity and to no cosine.
        Rating[] ratings = [new(1, 1, 4), new(1, 4, 4), new(1, 2, 4), new(1, 5, 4), new(2, 1, 4), new(2, 2, 4), new(2, 4, 4), new(2, 5, 4), new(3, 5, 0)];
        var similarities = new CoRaterSimilarities(new LiveRatings(RatingMatrix.Create(ratings)), new SimilarityOptions { Shrinkage = 0 });
        foreach (var measure in (CoRaterMeasure[])[CoRaterMeasure.Cosine, CoRaterMeasure.Euclidean, CoRaterMeasure.Manhattan, CoRaterMeasure.MeanSquaredDifference])
        {
            var list = Assert.Single(similarities.Neighbours(measure, [1], TestContext.Current.CancellationToken));
            Assert.Equal([5, 2, 4], list.Neighbours.Select(n => n.ItemId));
            Assert.All(list.Neighbours, n => Assert.Equal((1f, 2), (MathF.Round(n.Similarity, 5), n.CoRaters)));
        }
    }

    [Fact]
    public void Neighbours_ConstantRatings_HaveNoCorrelationAndNoDistance()
    {
        // Everybody gives item 1 four stars; item 2 varies.
        Rating[] ratings = [.. Enumerable.Range(1, 8).SelectMany(user => (Rating[])[new(user, 1, 4), new(user, 2, user % 2 == 0 ? 5 : 4), new(user, 3, 4), new(user, 4, user / 2f)])];
        var similarities = new CoRaterSimilarities(new LiveRatings(RatingMatrix.Create(ratings)), new SimilarityOptions { Shrinkage = 0 });

        Assert.Empty(similarities.Neighbours(CoRaterMeasure.Pearson, [1], TestContext.Current.CancellationToken)[0].Neighbours);
        Assert.Equal(new SimilarItem(3, 1, 8), similarities.Neighbours(CoRaterMeasure.Euclidean, [1], TestContext.Current.CancellationToken)[0].Neighbours[0]);
    }

    [Fact]
    public void Neighbours_FewerCommonRatersThanTheLeast_AreNone()
    {
        Rating[] ratings = [new(1, 1, 4), new(1, 2, 4), new(2, 1, 3), new(2, 2, 3), new(2, 3, 5)];
        var similarities = new CoRaterSimilarities(new LiveRatings(RatingMatrix.Create(ratings)));
        foreach (var list in similarities.Neighbours(CoRaterSimilarities.AllMeasures, [1], TestContext.Current.CancellationToken))
            Assert.DoesNotContain(3, list[0].Neighbours.Select(one => one.ItemId));
    }

    [Fact]
    public void Neighbours_Complete_AreTheShortListsAndWhatFollows()
    {
        var live = new LiveRatings(RatingMatrix.Create(Planted.LongTailed(users: 60, items: 40, count: 1_200)));
        var options = new SimilarityOptions { Count = 5 };
        var complete = new CoRaterSimilarities(live, options, isComplete: true).Neighbours(CoRaterMeasure.Cosine, live.ItemIds().Ids, TestContext.Current.CancellationToken);
        var shorter = new CoRaterSimilarities(live, options).Neighbours(CoRaterMeasure.Cosine, live.ItemIds().Ids, TestContext.Current.CancellationToken);

        Assert.Contains(complete, list => list.Neighbours.Length > 20);
        Assert.All(complete.Zip(shorter), pair => Assert.Equal(pair.First.Neighbours.Take(5), pair.Second.Neighbours));
    }

    [Fact]
    public void Neighbours_UnknownItem_AreNone()
    {
        var lists = new CoRaterSimilarities(new LiveRatings(RatingMatrix.Create(Planted.LongTailed(5, 5, 20)))).Neighbours(CoRaterMeasure.Cosine, [-1], TestContext.Current.CancellationToken);

        Assert.Equal(-1, Assert.Single(lists).ItemId);
        Assert.Empty(lists[0].Neighbours);
    }

    [Fact]
    public void LiveRatings_AnyChangesInAnyOrder_GiveTheListsOfAFreshMatrix() => Check(30, seed =>
    {
        var ratings = Planted.LongTailed(users: 12, items: 15, count: 90, seed);
        var random = new Random(seed);
        var now = ratings.ToDictionary(one => (one.UserId, one.ItemId), one => one.Stars);
        var live = new LiveRatings(RatingMatrix.Create(ratings));
        for (var i = 0; i < 60; i++)
        {
            var (user, item) = random.Next(4) == 0 ? (1_000 + random.Next(3), -random.Next(3)) : now.Keys.ElementAt(random.Next(now.Count));
            var stars = random.Next(4) == 0 ? float.NaN : random.Next(1, 11) / 2f;
            var isChanged = float.IsNaN(stars) ? now.Remove((user, item)) : !now.TryGetValue((user, item), out var before) || before != stars;
            if (!float.IsNaN(stars))
                now[(user, item)] = stars;
            Assert.Equal(isChanged, live.Apply(user, item, stars));
            Assert.False(live.Apply(user, item, stars));
        }

        var fresh = new LiveRatings(RatingMatrix.Create([.. now.Select(one => new Rating(one.Key.UserId, one.Key.ItemId, one.Value))]));
        var ids = fresh.ItemIds().Ids;
        var expected = new CoRaterSimilarities(fresh).Neighbours(CoRaterSimilarities.AllMeasures, ids, TestContext.Current.CancellationToken);
        var actual = new CoRaterSimilarities(live).Neighbours(CoRaterSimilarities.AllMeasures, ids, TestContext.Current.CancellationToken);
        for (var measure = 0; measure < expected.Length; measure++)
        {
            foreach (var (one, other) in expected[measure].Zip(actual[measure]))
                AssertList(one.Neighbours, other.Neighbours);
        }
    });

    private static void Check(int tests, Action<int> property) =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), property));

    private static SimilarItem[] Defined(Rating[] ratings, int itemId, CoRaterMeasure measure, SimilarityOptions options)
    {
        var columns = ratings.GroupBy(r => r.ItemId).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.UserId, r => (double)r.Stars));
        var means = ratings.GroupBy(r => r.UserId).ToDictionary(g => g.Key, g => g.Average(r => (double)r.Stars));
        return [.. columns.Keys.Where(other => other != itemId)
            .Select(other =>
            {
                var common = columns[itemId].Keys.Intersect(columns[other].Keys).ToArray();
                var value = Value(measure, columns[itemId], columns[other], common, means);
                return new SimilarItem(other, (float)(value * common.Length / (common.Length + options.Shrinkage)), common.Length);
            })
            .Where(n => n.CoRaters >= options.MinimumCoRaters && n.Similarity > 0)
            .OrderByDescending(n => n.Similarity)
            .Take(options.Count)];
    }

    private static double Value(CoRaterMeasure measure, Dictionary<int, double> i, Dictionary<int, double> j, int[] common, Dictionary<int, double> means)
    {
        double Mean(Func<int, double> term) => common.Sum(term) / common.Length;
        double Correlation(Func<int, double> x, Func<int, double> y)
        {
            var (squaresX, squaresY) = (common.Sum(u => x(u) * x(u)), common.Sum(u => y(u) * y(u)));
            return squaresX < 1e-9 || squaresY < 1e-9 ? 0 : common.Sum(u => x(u) * y(u)) / Math.Sqrt(squaresX * squaresY);
        }

        if (common.Length == 0)
            return 0;
        var (meanI, meanJ) = (Mean(u => i[u]), Mean(u => j[u]));
        var value = measure switch
        {
            CoRaterMeasure.Cosine => common.Sum(u => i[u] * j[u]) / Math.Sqrt(i.Values.Sum(x => x * x) * j.Values.Sum(y => y * y)),
            CoRaterMeasure.AdjustedCosine => Correlation(u => i[u] - means[u], u => j[u] - means[u]),
            CoRaterMeasure.Pearson => Correlation(u => i[u] - meanI, u => j[u] - meanJ),
            CoRaterMeasure.Euclidean => 1 / (1 + Math.Sqrt(Mean(u => Math.Pow(i[u] - j[u], 2)))),
            CoRaterMeasure.Manhattan => 1 / (1 + Mean(u => Math.Abs(i[u] - j[u]))),
            CoRaterMeasure.MeanSquaredDifference => 1 / (1 + Mean(u => Math.Pow(i[u] - j[u], 2))),
            _ => common.Length / (double)i.Keys.Union(j.Keys).Count(),
        };

        // What is 0 by the formula comes out as a rounding of it here.
        return Math.Abs(value) < 1e-6 ? 0 : value;
    }

    // Rounding may swap near-equal neighbours, so similarities are compared place by place and the order where it is clear.
    private static void AssertList(SimilarItem[] expected, SimilarItem[] actual)
    {
        // A correlation of 0 may come out as a rounding of it on one side.
        (expected, actual) = (Array.FindAll(expected, one => one.Similarity > 1e-5), Array.FindAll(actual, one => one.Similarity > 1e-5));
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Similarity, actual[i].Similarity, 2e-5);
            var alone = Array.FindAll(expected, e => Math.Abs(e.Similarity - expected[i].Similarity) < 2e-5).Length == 1 && i < expected.Length - 1;
            if (alone)
                Assert.Equal((expected[i].ItemId, expected[i].CoRaters), (actual[i].ItemId, actual[i].CoRaters));
        }
    }
}
