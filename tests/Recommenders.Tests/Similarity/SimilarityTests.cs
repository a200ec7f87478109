using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class SimilarityTests
{
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
