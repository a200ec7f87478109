using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Tests.Evaluation;

public sealed class UserSplitTests
{
    private static readonly int[] Users = [.. Enumerable.Range(1, 20_000), .. Enumerable.Range(1_000_000_000, 20_000)];

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Contains_ManyUsers_IsTheShareOfThemAndAlwaysTheSame(double share)
    {
        var split = new UserSplit("svd++ at last", share);
        int[] inside = [.. Users.Where(split.Contains)];

        Assert.Equal(share, inside.Length / (double)Users.Length, share is 0 or 1 ? 0 : 0.01);
        Assert.Equal(inside, Users.Reverse().Where(new UserSplit("svd++ at last", share).Contains).Reverse());
    }

    [Fact]
    public void Contains_ALargerShare_KeepsThoseWhoWereIn() =>
        Assert.Empty(Users.Where(new UserSplit("a", 0.2).Contains).Except(Users.Where(new UserSplit("a", 0.3).Contains)));

    [Fact]
    public void Contains_OtherNames_SplitIndependently()
    {
        var (one, other) = (new UserSplit("a", 0.5), new UserSplit("b", 0.5));

        Assert.Equal(0.25, Users.Count(user => one.Contains(user) && other.Contains(user)) / (double)Users.Length, 0.01);
        Assert.Equal([true, false, true, false, false, false, false, true], Enumerable.Range(1, 8).Select(one.Contains));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void New_ShareOutOfRange_IsRefused(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => new UserSplit("a", share));
}
