using FsCheck.Fluent;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Numerics;

public sealed class TopKTests
{
    [Fact]
    public void Sort_AnyStream_IsTheFullSortCutOff()
    {
        // Small integers as scores make ties common.
        var streams = Gen.Choose(-5, 5).ListOf().Select(scores => scores.Select(score => (float)score).ToArray()).ToArbitrary();
        var lengths = Gen.Choose(0, 12).ToArbitrary();
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(streams, lengths, (scores, k) =>
        {
            var expected = scores.Select((score, key) => (score, key)).OrderByDescending(e => e.score).ThenBy(e => e.key).Take(k).ToArray();
            var keys = Enumerable.Range(0, scores.Length).ToArray();
            new Random(scores.Length).Shuffle(keys);
            return Best(scores, keys, k).SequenceEqual(expected);
        }));
    }

    [Fact]
    public void Offer_NotANumber_IsNeverKept()
    {
        Assert.Equal([(2f, 1)], Best([float.NaN, 2f, float.NaN], [0, 1, 2], 3));
    }

    private static (float, int)[] Best(float[] scores, int[] arrival, int k)
    {
        var (best, keys) = (new float[k], new int[k]);
        var top = new TopK(best, keys);
        foreach (var key in arrival)
            top.Offer(scores[key], key);
        top.Sort();
        return best.Zip(keys).Take(top.Count).ToArray();
    }
}
