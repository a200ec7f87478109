using FsCheck.Fluent;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class UserSimilaritiesTests
{
    [Theory]
    [InlineData(UserMeasure.Cosine)]
    [InlineData(UserMeasure.Pearson)]
    public void Nearest_AnyRatings_AgreeWithTheDefinition(UserMeasure measure) => Check(40, seed =>
    {
        var ratings = Planted.LongTailed(users: 15, items: 12, count: 80 + (seed % 60), seed);
        var options = new UserSimilarityOptions { Shrinkage = seed % 3, MinimumCommonItems = 1 + (seed % 4) };
        var similarities = new UserSimilarities(Changed(ratings, seed), options);
        foreach (var user in ratings.Select(rating => rating.UserId).Distinct())
        {
            var expected = Defined(ratings, user, measure, options);
            var actual = similarities.Nearest(user, measure, 1 + (seed % 20));
            AssertNeighbours([.. expected.Take(1 + (seed % 20))], actual);
        }
    });

    [Theory]
    [InlineData(UserMeasure.Cosine)]
    [InlineData(UserMeasure.Pearson)]
    public void Matrix_AnyUsers_AgreesWithTheDefinitionAndIsSymmetric(UserMeasure measure) => Check(20, seed =>
    {
        var ratings = Planted.LongTailed(users: 15, items: 12, count: 120, seed);
        var options = new UserSimilarityOptions { Shrinkage = seed % 3, MinimumCommonItems = 1 + (seed % 4) };
        var rows = ratings.GroupBy(rating => rating.UserId).ToDictionary(group => group.Key, group => group.ToDictionary(rating => rating.ItemId, rating => (double)rating.Stars));
        int[] users = [.. rows.Keys.Order().Take(8), -1];
        var matrix = new UserSimilarities(Changed(ratings, seed), options).Matrix(users, measure);
        for (var i = 0; i < users.Length; i++)
        {
            Assert.Equal(1, matrix.Similarities[i][i]);
            Assert.Equal(rows.TryGetValue(users[i], out var own) ? own.Count : 0, matrix.CommonItems[i][i]);
            for (var j = 0; j < users.Length; j++)
            {
                Assert.Equal(matrix.Similarities[i][j], matrix.Similarities[j][i]);
                if (i == j)
                    continue;
                var (similarity, common) = own is null || !rows.TryGetValue(users[j], out var other) ? (0, 0) : Compare(own, other, measure, options);
                Assert.Equal((common, true), (matrix.CommonItems[i][j], Math.Abs(similarity - matrix.Similarities[i][j]) < 1e-6));
            }
        }
    });

    [Fact]
    public void Nearest_EqualSimilarities_MostInCommonThenLowIdFirst()
    {
        // Everybody agrees with user 1 on the stars of what both rated, up to a constant: every correlation is 1.
        Rating[] ratings =
        [
            new(1, 1, 1), new(1, 2, 2), new(1, 3, 3), new(1, 4, 4),
            new(9, 1, 2), new(9, 2, 3), new(9, 3, 4),
            new(5, 1, 1), new(5, 2, 2), new(5, 3, 3),
            new(7, 1, 1), new(7, 2, 2), new(7, 3, 3), new(7, 4, 4),
        ];
        var similarities = new UserSimilarities(new LiveRatings(RatingMatrix.Create(ratings)), new UserSimilarityOptions { Shrinkage = 0 });

        Assert.Equal([new(7, 1, 4, 4), new(5, 1, 3, 3), new(9, 1, 3, 3)], similarities.Nearest(1, UserMeasure.Pearson, 10));
    }

    [Fact]
    public void Nearest_ConstantStars_HaveNoCorrelation()
    {
        Rating[] ratings = [.. Enumerable.Range(1, 6).SelectMany(item => (Rating[])[new(1, item, 4), new(2, item, item / 2f), new(3, item, 4)])];
        var similarities = new UserSimilarities(new LiveRatings(RatingMatrix.Create(ratings)));

        Assert.Empty(similarities.Nearest(1, UserMeasure.Pearson, 10));
        Assert.Equal(3, similarities.Nearest(1, UserMeasure.Cosine, 10)[0].UserId);
        Assert.Empty(similarities.Nearest(4711, UserMeasure.Cosine, 10));
    }

    [Fact]
    public void LovedBy_Neighbours_AreWhatTheyLovedAndTheUserHasNotRated()
    {
        Rating[] ratings = [new(1, 1, 5), new(2, 1, 5), new(2, 2, 4), new(2, 3, 5), new(3, 2, 5), new(3, 4, 3.5f), new(3, 5, 5), new(4, 6, 5)];
        var similarities = new UserSimilarities(new LiveRatings(RatingMatrix.Create(ratings)));

        var loved = similarities.LovedBy(1, [new(2, 0.5f, 1, 3), new(3, 0.25f, 0, 3)], 4);

        Assert.Equal([new(2, 2, 4.5f, 1), new(3, 1, 5, 2f / 3), new(5, 1, 5, 1f / 3)], loved);
    }

    /// <summary>The same ratings, some of which came after a matrix that had others.</summary>
    private static LiveRatings Changed(Rating[] ratings, int seed)
    {
        var before = ratings.Length * (seed % 3) / 3;
        var live = new LiveRatings(RatingMatrix.Create([.. ratings.Take(before).Select(rating => rating with { Stars = 0.5f }), new Rating(100_000, 1, 5)]));
        foreach (var rating in ratings)
            live.Apply(rating.UserId, rating.ItemId, rating.Stars);
        live.Apply(100_000, 1, float.NaN);
        return live;
    }

    private static SimilarUser[] Defined(Rating[] ratings, int userId, UserMeasure measure, UserSimilarityOptions options)
    {
        var rows = ratings.GroupBy(rating => rating.UserId).ToDictionary(group => group.Key, group => group.ToDictionary(rating => rating.ItemId, rating => (double)rating.Stars));
        return
        [
            .. rows.Keys.Where(other => other != userId)
                .Select(other =>
                {
                    var (similarity, common) = Compare(rows[userId], rows[other], measure, options);
                    return new SimilarUser(other, (float)similarity, common, rows[other].Count);
                })
                .Where(neighbour => neighbour.Similarity > 1e-6)
                .OrderByDescending(neighbour => neighbour.Similarity),
        ];
    }

    private static (double Similarity, int Common) Compare(Dictionary<int, double> u, Dictionary<int, double> v, UserMeasure measure, UserSimilarityOptions options)
    {
        var common = u.Keys.Intersect(v.Keys).ToArray();
        if (common.Length < options.MinimumCommonItems)
            return (0, common.Length);
        var (meanU, meanV) = measure == UserMeasure.Pearson ? (common.Average(item => u[item]), common.Average(item => v[item])) : (0, 0);
        var product = common.Sum(item => (u[item] - meanU) * (v[item] - meanV));
        var (squaresU, squaresV) = measure == UserMeasure.Pearson
            ? (common.Sum(item => Math.Pow(u[item] - meanU, 2)), common.Sum(item => Math.Pow(v[item] - meanV, 2)))
            : (u.Values.Sum(x => x * x), v.Values.Sum(x => x * x));
        var similarity = squaresU < 1e-9 || squaresV < 1e-9 ? 0 : product / Math.Sqrt(squaresU * squaresV);
        return (similarity * common.Length / (common.Length + options.Shrinkage), common.Length);
    }

    // Rounding may swap near-equal neighbours, so similarities are compared place by place and the order where it is clear.
    private static void AssertNeighbours(SimilarUser[] expected, SimilarUser[] actual)
    {
        actual = Array.FindAll(actual, neighbour => neighbour.Similarity > 1e-6);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Similarity, actual[i].Similarity, 1e-5);
            var isAlone = Array.FindAll(expected, other => Math.Abs(other.Similarity - expected[i].Similarity) < 1e-5).Length == 1 && i < expected.Length - 1;
            if (isAlone)
                Assert.Equal((expected[i].UserId, expected[i].CommonItems, expected[i].Ratings), (actual[i].UserId, actual[i].CommonItems, actual[i].Ratings));
        }
    }

    private static void Check(int tests, Action<int> property) =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), property));
}
