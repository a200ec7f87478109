using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>The order in which an epoch goes through its samples: a function of seed and epoch alone.</summary>
internal static class Shuffle
{
    public static void Reorder(Span<int> order, ulong seed, int epoch)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = (int)(CounterRandom.Bits(seed, (ulong)epoch, (ulong)i) % (ulong)(i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
