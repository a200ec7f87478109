using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Evaluation;

/// <summary>Reproducible ways to split ratings.</summary>
public static class Splits
{
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
        return Split(ratings, rating => CounterRandom.Uniform(seed, Key(rating), 0) < fraction);
    }

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
        return Split(ratings, rating => CounterRandom.SplitMix64(Key(rating)) % (ulong)folds == (ulong)fold);
    }

    private static ulong Key(in Rating rating) => ((ulong)(uint)rating.UserId << 32) | (uint)rating.ItemId;

    private static HoldOut Split(ReadOnlySpan<Rating> ratings, Func<Rating, bool> isHeldOut)
    {
        var (training, heldOut) = (new List<Rating>(ratings.Length), new List<Rating>());
        foreach (var rating in ratings)
            (isHeldOut(rating) ? heldOut : training).Add(rating);
        return new HoldOut([.. training], [.. heldOut]);
    }
}
