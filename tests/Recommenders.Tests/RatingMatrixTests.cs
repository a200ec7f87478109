using FsCheck.Fluent;

namespace MovieMesh.Recommenders.Tests;

public sealed class RatingMatrixTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Create_ShuffledRatings_HoldsEachOnceInBothOrientations(int threads)
    {
        var ratings = Planted.LongTailed(users: 60, items: 90, count: 2000);
        var matrix = RatingMatrix.Create(ratings, threads);

        Assert.Equal(ratings.OrderBy(r => r.UserId).ThenBy(r => r.ItemId), matrix.ToArray());
        var byItem = new List<Rating>();
        for (var item = 0; item < matrix.Items.Count; item++)
        {
            var row = matrix.RatingsOfItem(item);
            for (var i = 0; i < row.Count; i++)
                byItem.Add(new Rating(matrix.Users[row.Indices[i]], matrix.Items[item], row.Stars[i]));
        }

        Assert.Equal(ratings.OrderBy(r => r.ItemId).ThenBy(r => r.UserId), byItem);
        Assert.Equal(ratings.Average(r => (double)r.Stars), matrix.Mean, 1e-5);
        Assert.Equal((0.5f, 5f), (matrix.LowestStars, matrix.HighestStars));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Create_RatingsInOrder_IsWhatTheyGiveShuffled(int threads)
    {
        var shuffled = Planted.LongTailed(users: 70, items: 90, count: 2500).Select(r => r with { UserId = r.UserId - 200, ItemId = r.ItemId - 300 }).ToArray();
        var ordered = shuffled.OrderBy(r => r.UserId).ThenBy(r => r.ItemId).ToArray();
        var (one, other) = (RatingMatrix.Create(ordered, threads), RatingMatrix.Create(shuffled, threads));
        Assert.Equal(ordered, one.ToArray());
        Assert.Equal(ordered, other.ToArray());
        for (var item = 0; item < one.Items.Count; item++)
        {
            Assert.True(one.RatingsOfItem(item).Indices.SequenceEqual(other.RatingsOfItem(item).Indices));
            Assert.True(one.RatingsOfItem(item).Stars.SequenceEqual(other.RatingsOfItem(item).Stars));
        }
    }

    [Fact]
    public void Create_FromColumns_IsTheSameMatrix()
    {
        var ratings = Planted.LongTailed(users: 60, items: 90, count: 2000);
        var matrix = RatingMatrix.Create([.. ratings.Select(r => r.UserId)], [.. ratings.Select(r => r.ItemId)], [.. ratings.Select(r => r.Stars)]);

        Assert.Equal(RatingMatrix.Create(ratings).ToArray(), matrix.ToArray());
        Assert.Throws<ArgumentException>(() => RatingMatrix.Create([1], [1, 2], [3f]));
    }

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(-2_000_000_000)]
    public void Create_SomeUsersFarFromTheRest_FindsAll(int distance)
    {
        var near = Planted.LongTailed(users: 60, items: 90, count: 2000);
        var ratings = near.Concat(near.Select(r => r with { UserId = distance + r.UserId })).ToArray();
        var matrix = RatingMatrix.Create(ratings, degreeOfParallelism: 2);

        Assert.Equal(ratings.OrderBy(r => r.UserId).ThenBy(r => r.ItemId), matrix.ToArray());
        Assert.False(matrix.Users.TryGetIndex(distance / 2, out _));
        Assert.False(matrix.Users.TryGetIndex(distance + 4, out _));
    }

    [Fact]
    public void Create_SeveralRatingsForOnePair_KeepsTheLast()
    {
        var matrix = RatingMatrix.Create([new(1, 9, 5), new(1, 7, 1), new(2, 7, 3), new(1, 7, 4), new(1, 7, 2)], degreeOfParallelism: 2);

        Assert.Equal([new Rating(1, 7, 2), new Rating(1, 9, 5), new Rating(2, 7, 3)], matrix.ToArray());
        Assert.Equal(2, matrix.RatingsOfItem(0).Count);
    }

    [Fact]
    public void Create_NoRatings_IsEmpty()
    {
        var matrix = RatingMatrix.Create([]);

        Assert.Equal((0, 0, 0, 0f), (matrix.Count, matrix.Users.Count, matrix.Items.Count, matrix.Mean));
    }

    [Fact]
    public void Create_IdsAtBothEndsOfTheIntegers_FindsThem()
    {
        var matrix = RatingMatrix.Create([new(int.MinValue, int.MaxValue, 3), new(int.MaxValue, int.MinValue, 4)]);

        Assert.True(matrix.Users.TryGetIndex(int.MaxValue, out var user));
        Assert.Equal(1, user);
        Assert.False(matrix.Users.TryGetIndex(0, out _));
        Assert.Equal(4, matrix.RatingsOfUser(user).Stars[0]);
    }

    [Fact]
    public void Create_StarsNotANumber_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RatingMatrix.Create([new(1, 1, float.NaN)]));
    }

    [Fact]
    public void IdIndex_AnyIds_MapsBothWays()
    {
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ids =>
        {
            var index = IdIndex.Create(ids);
            return index.Ids.SequenceEqual(ids.Distinct().Order().ToArray())
                && ids.All(id => index.TryGetIndex(id, out var found) && index[found] == id)
                && !index.TryGetIndex(ids.Length == 0 ? 0 : unchecked(ids.Max() + 1), out _);
        }));
    }

    [Fact]
    public void DaysOf_RatingsInAnyOrder_StandWhereTheRatingsDo()
    {
        Rating[] ratings = [new(9, 1, 3, Day: 5), new(2, 7, 4, Day: 6), new(2, 3, 1, Day: 7), new(9, 1, 5, Day: 8)];
        var data = TrainingData.Of(ratings);

        Assert.Equal([new(2, 3, 1), new(2, 7, 4), new(9, 1, 5)], data.Ratings.ToArray());
        Assert.Equal([7, 6, 8], data.Days.ToArray());
        Assert.Equal([0, 0, 8], data.Ratings.DaysOf([ratings[3], new(1, 1, 1, Day: 9), new(2, 1, 1, Day: 9)]));
    }
}
