using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Evaluation;

/// <summary>Reproducible ways to split ratings.</summary>
public static class Splits
{
    // With five ratings, holding out a fifth leaves one to measure by.
    private const int LeastRatingsOfHeldOutUser = 5;

    /// <summary>Holds out each rating at random with the given probability, decided by a hash of seed, user id and item id alone.</summary>
    /// <remarks>The same rating falls on the same side whatever the order, the number or the later growth of the data.</remarks>
    /// <param name="ratings">All ratings.</param>
    /// <param name="fraction">The share to hold out, 0…1.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside 0…1.</exception>
    public static HoldOut Random(ReadOnlySpan<Rating> ratings, double fraction, ulong seed)
    {
        if (fraction is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction must lie between 0 and 1.");
        return Split(ratings, rating => IsHeldOut(rating.UserId, rating.ItemId, fraction, seed));
    }

    /// <summary>Whether <see cref="Random"/> holds out the rating of an item by a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="fraction">The share to hold out, 0…1.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>Whether it is measured by, rather than learned from.</returns>
    public static bool IsHeldOut(int userId, int itemId, double fraction, ulong seed) => CounterRandom.Uniform(seed, Key(userId, itemId), 0) < fraction;

    /// <summary>
    /// One fold of <c>hash-folds:n</c>: rating (user, item) belongs to fold splitmix64((user &lt;&lt; 32) | item) mod n, computed on the ids of the data set,
    /// so that anyone can form the same folds.
    /// </summary>
    /// <param name="ratings">All ratings.</param>
    /// <param name="fold">The fold to hold out, 0 ≤ fold &lt; folds.</param>
    /// <param name="folds">The number of folds, ≥ 2.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static HoldOut HashFold(ReadOnlySpan<Rating> ratings, int fold, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, folds);
        return Split(ratings, rating => Hash(rating.UserId, rating.ItemId) % (ulong)folds == (ulong)fold);
    }

    /// <summary>Holds out the last ratings of each user, as they would have come after a training: by time, not at random, the harder question.</summary>
    /// <param name="ratings">All ratings, earlier ones first.</param>
    /// <param name="count">The ratings to hold out of each user, ≥ 1. Users with no more than that many are learned from whole.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of its range.</exception>
    public static HoldOut LeaveLast(ReadOnlySpan<Rating> ratings, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var left = Counts(ratings);
        foreach (var (user, total) in left.ToArray())
            left[user] = total > count ? total : int.MaxValue;
        return Split(ratings, rating => left[rating.UserId]-- <= count);
    }

    /// <summary>
    /// Holds out users whole ("strong generalization"): training sees nothing of them; of each, a fifth of the ratings is held out and the others are
    /// <see cref="HoldOut.Given"/>, to fold the user in by. Users and ratings are drawn by hashes of seed and ids alone.
    /// </summary>
    /// <remarks>The protocol of Liang, Krishnan, Hoffman and Jebara, "Variational Autoencoders for Collaborative Filtering" (WWW 2018).</remarks>
    /// <param name="ratings">All ratings.</param>
    /// <param name="users">The number of users to hold out, ≥ 1, of those with at least five ratings.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The split; with fewer users held out where there are not as many, yet at least one always left to learn from.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public static HoldOut Strong(ReadOnlySpan<Rating> ratings, int users, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        var counts = Counts(ratings);
        var drawn = counts.Where(user => user.Value >= LeastRatingsOfHeldOutUser)
            .OrderBy(user => CounterRandom.Bits(seed, (uint)user.Key, 0)).ThenBy(user => user.Key)
            .Take(Math.Min(users, counts.Count - 1))
            .ToDictionary(user => user.Key, _ => new List<Rating>());
        var training = new List<Rating>(ratings.Length);
        foreach (var rating in ratings)
            (drawn.GetValueOrDefault(rating.UserId) ?? training).Add(rating);
        var hidden = new HashSet<(int, int)>();
        foreach (var (user, own) in drawn)
            hidden.UnionWith(own.OrderBy(rating => CounterRandom.Bits(seed, Key(rating), 1)).Take(own.Count / LeastRatingsOfHeldOutUser).Select(rating => (user, rating.ItemId)));
        var (given, heldOut) = (new List<Rating>(), new List<Rating>());
        foreach (var rating in ratings)
        {
            if (drawn.ContainsKey(rating.UserId))
                (hidden.Contains((rating.UserId, rating.ItemId)) ? heldOut : given).Add(rating);
        }

        return new HoldOut([.. training], [.. heldOut]) { Given = [.. given] };
    }

    /// <summary>splitmix64((user &lt;&lt; 32) | item): what <c>hash-folds</c> goes by, and an order without meaning for ratings that have none.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="itemId">The item.</param>
    /// <returns>64 bits that look random.</returns>
    public static ulong Hash(int userId, int itemId) => CounterRandom.SplitMix64(Key(userId, itemId));

    private static Dictionary<int, int> Counts(ReadOnlySpan<Rating> ratings)
    {
        var counts = new Dictionary<int, int>();
        foreach (var rating in ratings)
            counts[rating.UserId] = counts.GetValueOrDefault(rating.UserId) + 1;
        return counts;
    }

    private static ulong Key(in Rating rating) => Key(rating.UserId, rating.ItemId);

    private static ulong Key(int userId, int itemId) => ((ulong)(uint)userId << 32) | (uint)itemId;

    private static HoldOut Split(ReadOnlySpan<Rating> ratings, Func<Rating, bool> isHeldOut)
    {
        var (training, heldOut) = (new List<Rating>(ratings.Length), new List<Rating>());
        foreach (var rating in ratings)
            (isHeldOut(rating) ? heldOut : training).Add(rating);
        return new HoldOut([.. training], [.. heldOut]);
    }
}
