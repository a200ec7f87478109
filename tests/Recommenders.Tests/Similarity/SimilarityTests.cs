using FsCheck.Fluent;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class SimilarityTests
{
    [Fact]
    public void RatingCosine_AnyRatings_AgreesWithBruteForce()
    {
        var seeds = Gen.Choose(1, 1_000_000).ToArbitrary();
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(seeds, seed =>
        {
            var ratings = Planted.LongTailed(users: 12, items: 15, count: 80, seed);
            var options = new SimilarityOptions { Count = 1 + (seed % 20), Shrinkage = seed % 3, MinimumCoRaters = 1 + (seed % 2), DegreeOfParallelism = 1 + (seed % 3) };
            var matrix = RatingMatrix.Create(ratings);
            var lists = new RatingCosine(matrix, options).Neighbours(matrix.Items.Ids);
            foreach (var list in lists)
                AssertList(BruteForce(ratings, list.ItemId, options), list.Neighbours);
        }));
    }

    [Fact]
    public void RatingCosine_EqualSimilarities_PopularThenLowIdFirst()
    {
        // Items 2, 4 and 5 have equal columns but for a rating of 0 stars, which adds to item 5's popularity and to no cosine.
        Rating[] ratings = [new(1, 1, 4), new(1, 4, 4), new(1, 2, 4), new(1, 5, 4), new(2, 1, 4), new(2, 2, 4), new(2, 4, 4), new(2, 5, 4), new(3, 5, 0)];
        var list = Assert.Single(new RatingCosine(RatingMatrix.Create(ratings), new SimilarityOptions { Shrinkage = 0 }).Neighbours([1]));

        Assert.Equal([5, 2, 4], list.Neighbours.Select(n => n.ItemId));
        Assert.All(list.Neighbours, n => Assert.Equal((1f, 2), (MathF.Round(n.Similarity, 5), n.CoRaters)));
    }

    [Fact]
    public void RatingCosine_UnknownItem_HasNoNeighbours()
    {
        var lists = new RatingCosine(RatingMatrix.Create(Planted.LongTailed(5, 5, 20))).Neighbours([-1]);

        Assert.Equal(-1, Assert.Single(lists).ItemId);
        Assert.Empty(lists[0].Neighbours);
    }

    [Fact]
    public void Blocks_OfACatalogue_HaveEveryItemOnce()
    {
        var items = IdIndex.Create([.. Enumerable.Range(0, 103).Select(Planted.ItemId)]);
        var ids = Enumerable.Range(0, 8).SelectMany(block => ItemBlock.Of(items, block, 8));

        Assert.Equal(items.Ids.ToArray(), ids.Order());
    }

    [Fact]
    public void FactorCosine_AnyItem_AgreesWithTheModelsOwnList()
    {
        var matrix = RatingMatrix.Create(Planted.LongTailed(users: 30, items: 60, count: 900));
        var model = new AlsTrainer(new AlsOptions { Factors = 6, Epochs = 2 }).Train(matrix);
        var lists = new FactorCosine(model, new FactorSimilarityOptions { Count = 12, Shrinkage = 0 }).Neighbours(matrix.Items.Ids);
        foreach (var list in lists)
            AssertList([.. model.MostSimilarItems(list.ItemId, 12)], list.Neighbours);
    }

    [Fact]
    public void FactorCosine_Shrinkage_WeighsEachNeighbourByItsRatings()
    {
        var matrix = RatingMatrix.Create(Planted.LongTailed(users: 30, items: 60, count: 300));
        var model = new AlsTrainer(new AlsOptions { Factors = 6, Epochs = 2 }).Train(matrix);
        var lists = new FactorCosine(model, new FactorSimilarityOptions { Count = 100, Shrinkage = 7 }).Neighbours(matrix.Items.Ids);
        foreach (var list in lists)
        {
            var cosines = model.MostSimilarItems(list.ItemId, 100).ToDictionary(n => n.ItemId, n => n.Similarity);
            Assert.Equal(cosines.Count, list.Neighbours.Length);
            Assert.Equal(list.Neighbours.OrderByDescending(n => n.Similarity), list.Neighbours);
            Assert.All(list.Neighbours, n => Assert.Equal(cosines[n.ItemId] * model.RatingCountOf(n.ItemId) / (model.RatingCountOf(n.ItemId) + 7f), n.Similarity, 1e-5));
        }
    }

    private static SimilarItem[] BruteForce(Rating[] ratings, int itemId, SimilarityOptions options)
    {
        var columns = ratings.GroupBy(r => r.ItemId).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.UserId, r => (double)r.Stars));
        double Norm(int item) => Math.Sqrt(columns[item].Values.Sum(stars => stars * stars));
        return [.. columns.Keys.Where(other => other != itemId)
            .Select(other =>
            {
                var both = columns[itemId].Keys.Intersect(columns[other].Keys).ToArray();
                var cosine = both.Sum(user => columns[itemId][user] * columns[other][user]) / (Norm(itemId) * Norm(other));
                return new SimilarItem(other, (float)(cosine * both.Length / (both.Length + options.Shrinkage)), both.Length);
            })
            .Where(n => n.CoRaters >= options.MinimumCoRaters)
            .OrderByDescending(n => n.Similarity)
            .Take(options.Count)];
    }

    // Rounding may swap near-equal neighbours, so similarities are compared place by place and the order where it is clear.
    private static void AssertList(SimilarItem[] expected, SimilarItem[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Similarity, actual[i].Similarity, 1e-5);
            var alone = Array.FindAll(expected, e => Math.Abs(e.Similarity - expected[i].Similarity) < 1e-5).Length == 1 && i < expected.Length - 1;
            if (alone)
                Assert.Equal((expected[i].ItemId, expected[i].CoRaters), (actual[i].ItemId, actual[i].CoRaters));
        }
    }
}
