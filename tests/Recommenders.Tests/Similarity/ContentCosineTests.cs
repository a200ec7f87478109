using FsCheck.Fluent;
using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class ContentCosineTests
{
    [Fact]
    public void Neighbours_AnyTexts_AgreeWithTheDefinition() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string[] Some(string[] of, int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => of[random.Next(of.Length)])];
            string[] words = ["alien", "blue", "car", "dark", "egg"];
            var items = Enumerable.Range(1, 14)
                .Select(id => new ItemInformation(id, string.Join(' ', Some(words, 3))) { Tags = Some(["dark blue", "egg", "far out"], 3), Genres = [.. Some(["Dark", "Egg"], 2).Distinct()] })
                .ToArray();
            var options = new ContentOptions { Count = 1 + (seed % 20), MostTags = seed % 4, DegreeOfParallelism = 1 + (seed % 3) };
            foreach (var list in new ContentCosine(items, _ => 0, options).Neighbours([.. items.Select(item => item.ItemId)], TestContext.Current.CancellationToken))
            {
                var expected = Defined(items, list.ItemId, options);
                Assert.Equal(expected.Length, list.Neighbours.Length);
                Assert.All(expected.Zip(list.Neighbours), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, 1e-5));
                var of = Defined(items, list.ItemId, new ContentOptions { MostTags = options.MostTags }).ToDictionary(one => one.ItemId, one => one.Similarity);
                Assert.All(list.Neighbours, one => Assert.Equal(of[one.ItemId], one.Similarity, 1e-5));
            }
        }));

    [Fact]
    public void Neighbours_EqualSimilarities_PopularThenLowIdFirst()
    {
        ItemInformation[] items = [.. Enumerable.Range(1, 4).Select(id => new ItemInformation(id, "Alien")), new ItemInformation(5, "Else")];

        Assert.Equal([4, 1, 2], new ContentCosine(items, id => id == 4 ? 9 : 1).Neighbours([3], TestContext.Current.CancellationToken)[0].Neighbours.Select(one => one.ItemId));
    }

    [Fact]
    public void Neighbours_WithoutWordsOfWeight_AreNone()
    {
        foreach (var items in (ItemInformation[][])[[new(1, "The"), new(2, "the!")], [new(1, ""), new(2, ""), new(3, "Else")]])
            Assert.All(new ContentCosine(items, _ => 0).Neighbours([1, 2, 3, 4], TestContext.Current.CancellationToken), list => Assert.Empty(list.Neighbours));
    }

    [Fact]
    public void CoRaterCounts_OfLists_AreThoseWhoRatedBoth()
    {
        Rating[] ratings = [new(1, 1, 4), new(1, 2, 1), new(2, 1, 3), new(2, 2, 3), new(3, 2, 5)];
        var live = new LiveRatings(RatingMatrix.Create(ratings));
        var lists = CoRaterCounts.Add([new SimilarityList(1, [new(2, 1, 0), new(9, 1, 0)]), new SimilarityList(9, [new(2, 1, 0)])], live, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([2, 0, 0], lists.SelectMany(list => list.Neighbours).Select(one => one.CoRaters));
    }

    private static SimilarItem[] Defined(ItemInformation[] items, int itemId, ContentOptions options)
    {
        string[] Words(ItemInformation item) =>
            [.. MovieTokenizer.Words(item.Title), .. item.Tags.Take(options.MostTags).SelectMany(MovieTokenizer.Words), .. item.Genres.Select(genre => $"genre:{genre}")];
        var bags = items.ToDictionary(item => item.ItemId, item => Words(item).GroupBy(word => word).ToDictionary(group => group.Key, group => (double)group.Count()));
        double Weight(int item, string word) => bags[item].GetValueOrDefault(word) * Math.Log(items.Length / (double)bags.Values.Count(bag => bag.ContainsKey(word)));
        double Product(int one, int other) => bags[one].Keys.Intersect(bags[other].Keys).Sum(word => Weight(one, word) * Weight(other, word));
        return [.. bags.Keys.Where(other => other != itemId && Product(itemId, other) > 0)
            .Select(other => new SimilarItem(other, (float)(Product(itemId, other) / Math.Sqrt(Product(itemId, itemId) * Product(other, other))), 0))
            .OrderByDescending(one => one.Similarity)
            .Take(options.Count)];
    }
}
