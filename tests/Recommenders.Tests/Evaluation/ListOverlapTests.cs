using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Tests.Evaluation;

public sealed class ListOverlapTests
{
    [Fact]
    public void Of_Lists_IsTheMeanShareInCommonOverAllPairs()
    {
        // Pairs have 2, 1 and 0 of 4 in common.
        Assert.Equal((0.5 + 0.25 + 0) / 3, ListOverlap.Of([List(1, 2, 3, 4), List(1, 2, 5, 6), List(4, 7, 8, 9)], 4), 12);
        Assert.Equal(1, ListOverlap.Of([List(1, 2), List(2, 1)], 2), 12);
        Assert.Equal(0.5, ListOverlap.Of([List(1, 2), List(1)], 2), 12);
        Assert.Equal(0, ListOverlap.Of([List(1, 2), List(3, 2)], 1), 12);
        Assert.True(double.IsNaN(ListOverlap.Of([List(1)], 1)));
    }

    private static Recommendation[] List(params int[] items) => Array.ConvertAll(items, item => new Recommendation(item, 0, 0));
}
