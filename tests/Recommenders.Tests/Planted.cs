using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests;

/// <summary>Generated ratings with a known answer.</summary>
internal static class Planted
{
    /// <summary>Ratings r = 3 + b_u + b_i + w_u·w_i + noise of a low rank, not rounded, observed at random; ids are spread out and shuffled.</summary>
    public static Rating[] LowRank(int users, int items, int rank, double observed, double noise = 0, ulong seed = 1)
    {
        var ratings = new List<Rating>();
        for (var user = 0; user < users; user++)
        {
            for (var item = 0; item < items; item++)
            {
                if (CounterRandom.Uniform(seed, (ulong)user, (ulong)item) >= observed)
                    continue;
                var stars = 3 + (0.3 * Draw(seed, 1, user, 0)) + (0.3 * Draw(seed, 2, item, 0)) + (noise * Draw(seed, 5, (user * items) + item, 0));
                for (var factor = 0; factor < rank; factor++)
                    stars += 0.5 * Draw(seed, 3, user, factor) * Draw(seed, 4, item, factor);
                ratings.Add(new Rating(UserId(user), ItemId(item), (float)stars));
            }
        }

        var shuffled = ratings.ToArray();
        new Random((int)seed).Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>Whole and half stars, long-tailed: some users and items have hundreds of ratings, others one.</summary>
    public static Rating[] LongTailed(int users, int items, int count, int seed = 1)
    {
        var random = new Random(seed);
        var ratings = new Dictionary<(int, int), Rating>();
        for (var i = 0; i < count; i++)
        {
            var (user, item) = ((int)(users * Math.Pow(random.NextDouble(), 3)), (int)(items * Math.Pow(random.NextDouble(), 3)));
            ratings[(user, item)] = new Rating(UserId(user), ItemId(item), random.Next(1, 11) / 2f);
        }

        var shuffled = ratings.Values.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    public static int UserId(int user) => (7 * user) + 3;

    public static int ItemId(int item) => (11 * item) + 5;

    private static double Draw(ulong seed, ulong what, int row, int factor) => CounterRandom.Normal(seed + (what << 32), (ulong)row, (ulong)factor);
}
