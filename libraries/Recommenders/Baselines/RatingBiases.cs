using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Baselines;

/// <summary>
/// User and item biases for algorithms that model what is left of the ratings: alternating ridge regression of stars − μ = b_u + b_i, so that
/// b_i = Σ_u (stars − μ − b_u) / (n_i + λ_i) and the same for users, who are solved last: a fold-in repeats their solution to the last bit.
/// </summary>
internal static class RatingBiases
{
    private const int Sweeps = 8;

    public static (float[] Users, float[] Items) Fit(RatingMatrix ratings, float userPenalty, float itemPenalty, int workers, CancellationToken cancellationToken)
    {
        var (users, items) = (new float[ratings.Users.Count], new float[ratings.Items.Count]);
        var states = new object[workers];
        var (userOrder, itemOrder) = (Ascending(users.Length), Ascending(items.Length));
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            RowScheduler.Run(itemOrder, states, (_, item) => items[item] = Solve(ratings.RatingsOfItem(item), ratings.Mean, users, itemPenalty), cancellationToken);
            RowScheduler.Run(userOrder, states, (_, user) => users[user] = Solve(ratings.RatingsOfUser(user), ratings.Mean, items, userPenalty), cancellationToken);
        }

        return (users, items);
    }

    /// <summary>The bias of one row against the fixed biases of the other side; 0 for a row without ratings.</summary>
    public static float Solve(RatingRow row, float mean, ReadOnlySpan<float> others, float penalty)
    {
        var sum = 0f;
        for (var i = 0; i < row.Count; i++)
            sum += row.Stars[i] - mean - others[row.Indices[i]];
        return sum / (row.Count + penalty);
    }

    private static int[] Ascending(int count)
    {
        var order = new int[count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        return order;
    }
}
