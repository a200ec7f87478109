using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Tests.Evaluation;

public sealed class ElicitationTests
{
    [Fact]
    public void Choose_ItemsOfSeveralGenres_CoversThemBeforeItRepeatsOne()
    {
        ElicitationItem[] items =
        [
            new(1, ["Comedy"], 100, 1.0), new(2, ["Comedy"], 90, 1.0), new(3, ["Drama"], 60, 0.9), new(4, ["Horror"], 30, 0.9), new(5, ["Horror"], 1, 2.0),
        ];

        Assert.Equal([1, 3, 4, 2], Elicitation.Choose(items, 10));
        Assert.Equal([1, 3], Elicitation.Choose(items.Reverse(), 2));
    }

    [Fact]
    public void Choose_ItemsThatPeopleAgreeOn_ComeLast() =>
        Assert.Equal([2, 1], Elicitation.Choose([new(1, [], 100, 0.1), new(2, [], 50, 1.2)], 2));

    [Fact]
    public void Choose_NegativeCount_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Elicitation.Choose([], -1));
}
