using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Evaluation;

public sealed class EvaluationTests
{
    private static readonly Rating[] Ratings = Planted.LongTailed(users: 200, items: 300, count: 8000);

    [Fact]
    public void HashFold_AllFolds_PartitionTheRatingsByThePublishedRule()
    {
        var folds = Enumerable.Range(0, 5).Select(fold => Splits.HashFold(Ratings, fold, 5)).ToArray();

        Assert.Equal(Ratings.OrderBy(r => r.GetHashCode()), folds.SelectMany(f => f.HeldOut).OrderBy(r => r.GetHashCode()));
        for (var fold = 0; fold < 5; fold++)
        {
            Assert.Equal(Ratings.Length, folds[fold].Training.Length + folds[fold].HeldOut.Length);
            Assert.All(folds[fold].HeldOut, r => Assert.Equal((ulong)fold, CounterRandom.SplitMix64(((ulong)r.UserId << 32) | (uint)r.ItemId) % 5));
            Assert.InRange(folds[fold].HeldOut.Length, 0.17 * Ratings.Length, 0.23 * Ratings.Length);
        }
    }

    [Fact]
    public void Random_SameSeed_DecidesEachRatingAloneWhateverTheRest()
    {
        var whole = Splits.Random(Ratings, 0.1, 7);
        var half = Splits.Random(Ratings.AsSpan(0, Ratings.Length / 2), 0.1, 7);

        Assert.InRange(whole.HeldOut.Length, 0.08 * Ratings.Length, 0.12 * Ratings.Length);
        Assert.Equal(whole.HeldOut.Intersect(Ratings.Take(Ratings.Length / 2)), half.HeldOut);
        Assert.NotEqual(whole.HeldOut, Splits.Random(Ratings, 0.1, 8).HeldOut);
    }

    [Fact]
    public void RatingAccuracy_KnownErrors_AreMeasured()
    {
        var accuracy = RatingAccuracy.Of([new(1, 1, 3), new(1, 2, 5)], rating => rating.ItemId == 1 ? 4 : 2);

        Assert.Equal((2, Math.Sqrt(5), 2.0), (accuracy.Count, accuracy.Rmse, accuracy.Mae));
    }

    [Fact]
    public void RatingAccuracy_Parts_AreThatOfTheWhole()
    {
        static float Predict(Rating rating) => rating.ItemId % 5;
        var whole = RatingAccuracy.Of(Ratings, Predict);
        var parts = RatingAccuracy.Of([RatingAccuracy.Of(Ratings.AsSpan(0, 10), Predict), RatingAccuracy.Of([], Predict), RatingAccuracy.Of(Ratings.AsSpan(10), Predict)]);

        Assert.Equal(whole.Count, parts.Count);
        Assert.Equal(whole.Rmse, parts.Rmse, 12);
        Assert.Equal(whole.Mae, parts.Mae, 12);
    }

    [Fact]
    public void LeaveLast_RatingsByTime_HoldsOutTheLastOfEachUserWhoHasMore()
    {
        var split = Splits.LeaveLast(Ratings, 3);

        foreach (var user in Ratings.GroupBy(rating => rating.UserId))
        {
            var expected = user.Count() > 3 ? 3 : 0;
            Assert.Equal(user.SkipLast(expected), split.Training.Where(rating => rating.UserId == user.Key));
            Assert.Equal(user.TakeLast(expected), split.HeldOut.Where(rating => rating.UserId == user.Key));
        }
    }

    [Fact]
    public void Strong_UsersHeldOutWhole_AreGivenFourFifths()
    {
        var split = Splits.Strong(Ratings, users: 20, seed: 5);

        var heldOut = split.HeldOut.Select(rating => rating.UserId).ToHashSet();
        Assert.Equal(20, heldOut.Count);
        Assert.DoesNotContain(split.Training, rating => heldOut.Contains(rating.UserId));
        Assert.Equal(Ratings.OrderBy(r => r.GetHashCode()), split.Training.Concat(split.Given).Concat(split.HeldOut).OrderBy(r => r.GetHashCode()));
        Assert.All(heldOut, user => Assert.Equal(Ratings.Count(rating => rating.UserId == user) / 5, split.HeldOut.Count(rating => rating.UserId == user)));
        Assert.Equal(split.HeldOut, Splits.Strong(Ratings, users: 20, seed: 5).HeldOut);
        Assert.NotEqual(split.HeldOut, Splits.Strong(Ratings, users: 20, seed: 6).HeldOut);
    }

    [Fact]
    public void Strong_MoreUsersThanThereAre_LeavesOneToLearnFrom()
    {
        var split = Splits.Strong(Ratings, users: 1_000_000, seed: 5);

        Assert.NotEmpty(split.Training);
        Assert.NotEmpty(split.HeldOut);
    }
}
