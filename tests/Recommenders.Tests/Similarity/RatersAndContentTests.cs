using FsCheck.Fluent;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class RatersAndContentTests
{
    private const int Items = 30;

    [Fact]
    public void Neighbours_AnyRatingsAndTexts_AgreeWithTheDefinition() => Check(30, seed =>
    {
        var (ratings, items, live, content) = Make(seed);
        var options = new RatersAndContentOptions { Count = 5 + (seed % 40), Shrinkage = 1 + (seed % 30), ContentWeight = seed % 4 / 3f, DegreeOfParallelism = 1 + (seed % 3) };
        int[] ids = [.. items.Select(item => item.ItemId), Items + 1, 1_000];
        foreach (var list in new RatersAndContent(live, content, options).Neighbours(ids, TestContext.Current.CancellationToken))
        {
            var expected = Defined(ratings, content, list.ItemId, options);
            Assert.Equal(Math.Min(options.Count, expected.Count), list.Neighbours.Length);
            Assert.All(expected.Values.OrderDescending().Zip(list.Neighbours), pair => Assert.Equal(pair.First, pair.Second.Similarity, 1e-5));
            Assert.All(list.Neighbours, one =>
            {
                Assert.Equal(expected[one.ItemId], one.Similarity, 1e-5);
                Assert.Equal(Common(ratings, list.ItemId, one.ItemId).Length, one.CoRaters);
            });
        }
    });

    [Fact]
    public void Neighbours_Complete_BeginLikeTheShortOnesAndGoOnWithAllThatHaveACommonRater() => Check(10, seed =>
    {
        var (ratings, items, live, content) = Make(seed);
        var options = new RatersAndContentOptions { Count = 4 };
        int[] ids = [.. items.Select(item => item.ItemId)];
        var shorter = new RatersAndContent(live, content, options).Neighbours(ids, TestContext.Current.CancellationToken);
        var whole = new RatersAndContent(live, content, options, isComplete: true).Neighbours(ids, TestContext.Current.CancellationToken);
        foreach (var (one, other) in shorter.Zip(whole))
        {
            Assert.Equal(one.Neighbours, other.Neighbours.Take(4));
            Assert.All(other.Neighbours.Skip(4), neighbour => Assert.True(neighbour.CoRaters > 0));
            Assert.Equal(
                live.ItemIds().Ids.ToArray().Where(id => id != one.ItemId && Common(ratings, one.ItemId, id).Length > 0).Order(),
                other.Neighbours.Where(neighbour => neighbour.CoRaters > 0).Select(neighbour => neighbour.ItemId).Order());
        }
    });

    [Fact]
    public void Neighbours_OfAPair_AreTheSameSeenFromEitherSide() => Check(10, seed =>
    {
        var (_, items, live, content) = Make(seed);
        var lists = new RatersAndContent(live, content).Neighbours([.. items.Select(item => item.ItemId)], TestContext.Current.CancellationToken)
            .ToDictionary(list => list.ItemId, list => list.Neighbours.ToDictionary(one => one.ItemId, one => one.Similarity));
        Assert.All(lists, list => Assert.All(list.Value.Where(one => lists.ContainsKey(one.Key)), one => Assert.Equal(one.Value, lists[one.Key][list.Key], 1e-6)));
    });

    [Fact]
    public void Neighbours_OfAnItemThatNobodyRated_AreThoseOfItsContentUntilItsRatersSayMore()
    {
        ItemInformation[] items = [new(1, "Alien"), new(2, "Alien returns"), new(3, "Brief love"), new(4, "Love again")];
        Rating[] ratings = [.. Enumerable.Range(1, 60).SelectMany(user => (Rating[])[new(user, 2, 4), new(user, 3, 5), new(user, 4, 1 + (user % 4))])];
        var live = new LiveRatings(RatingMatrix.Create(ratings));
        var both = new RatersAndContent(live, new ContentCosine(items, live.RatingCountOf));

        Assert.Equal([new(2, 0)], OfFirst().Select(one => (one.ItemId, one.CoRaters)));
        Assert.Equal([1, 2, 3, 4], both.Items().Ids.ToArray());

        live.Apply(1, 1, 5);
        Assert.Equal(2, OfFirst()[0].ItemId);

        for (var user = 1; user <= 60; user++)
        {
            live.Apply(user, 1, 5);
            live.Apply(user, 2, float.NaN);
        }

        Assert.Equal(3, OfFirst()[0].ItemId);
        Assert.Contains(OfFirst(), one => (one.ItemId, one.CoRaters) == (2, 0));

        SimilarItem[] OfFirst() => both.Neighbours([1], TestContext.Current.CancellationToken)[0].Neighbours;
    }

    [Fact]
    public void Neighbours_EqualSimilarities_PopularThenLowIdFirst()
    {
        ItemInformation[] items = [.. Enumerable.Range(1, 5).Select(id => new ItemInformation(id, "Alien")), new(6, "Else")];
        var live = new LiveRatings(RatingMatrix.Create([new Rating(1, 4, 3), new Rating(2, 9, 3)]));

        Assert.Equal([4, 1, 2, 5], new RatersAndContent(live, new ContentCosine(items, live.RatingCountOf)).Neighbours([3], TestContext.Current.CancellationToken)[0].Neighbours.Select(one => one.ItemId));
    }

    // Some items are rated alone, some described alone.
    private static (Rating[] Ratings, ItemInformation[] Items, LiveRatings Live, ContentCosine Content) Make(int seed)
    {
        var random = new Random(seed);
        string[] words = ["alien", "blue", "car", "dark", "egg", "fog"];
        ItemInformation[] items = [.. Enumerable.Range(1, Items).Select(id => new ItemInformation(id, $"{words[random.Next(6)]} {words[random.Next(6)]}") { Genres = [words[random.Next(6)]] })];
        Rating[] ratings = [.. from user in Enumerable.Range(1, 20)
                               from item in Enumerable.Range(8, Items)
                               where random.Next(4) == 0
                               select new Rating(user, item, random.Next(1, 11) / 2f)];
        var live = new LiveRatings(RatingMatrix.Create(ratings));
        return (ratings, items, live, new ContentCosine(items, live.RatingCountOf, new ContentOptions { Count = 10_000 }));
    }

    private static Dictionary<int, float> Defined(Rating[] ratings, ContentCosine content, int itemId, RatersAndContentOptions options)
    {
        var texts = content.Neighbours([itemId], TestContext.Current.CancellationToken)[0].Neighbours.ToDictionary(one => one.ItemId, one => (double)one.Similarity);
        double Norm(int item) => Math.Sqrt(ratings.Where(rating => rating.ItemId == item).Sum(rating => (double)rating.Stars * rating.Stars));
        return ratings.Select(rating => rating.ItemId).Concat(content.Items.Ids.ToArray()).Distinct().Where(other => other != itemId).Select(other =>
        {
            var common = Common(ratings, itemId, other);
            var raters = common.Length == 0 ? 0 : common.Length * common.Sum(pair => pair.X * pair.Y) / (Norm(itemId) * Norm(other));
            return (other, (float)((raters + (options.Shrinkage * options.ContentWeight * texts.GetValueOrDefault(other))) / (common.Length + options.Shrinkage)));
        }).Where(one => one.Item2 > 0).ToDictionary();
    }

    private static (double X, double Y)[] Common(Rating[] ratings, int one, int other) =>
        [.. ratings.Where(rating => rating.ItemId == one).Join(ratings.Where(rating => rating.ItemId == other), x => x.UserId, y => y.UserId, (x, y) => ((double)x.Stars, (double)y.Stars))];

    private static void Check(int tests, Action<int> property) =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), property));
}
