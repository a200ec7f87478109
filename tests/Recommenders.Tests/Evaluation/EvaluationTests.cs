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
}
