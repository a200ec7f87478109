namespace MovieMesh.Recommenders;

/// <summary>All that a trainer may use. Ratings alone will do; each algorithm says what else it makes use of.</summary>
public sealed record TrainingData
{
    /// <summary>Makes the data of a training.</summary>
    /// <param name="ratings">The ratings to learn from, at least one.</param>
    /// <exception cref="ArgumentException">There are no ratings.</exception>
    public TrainingData(RatingMatrix ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (ratings.Count == 0)
            throw new ArgumentException("There are no ratings to learn from.", nameof(ratings));
        Ratings = ratings;
    }

    /// <summary>The ratings to learn from.</summary>
    public RatingMatrix Ratings { get; }

    /// <summary>Ratings to measure each epoch by, and to stop by where the algorithm does; never learned from. May hold unknown users and items.</summary>
    public ReadOnlyMemory<Rating> HeldOut { get; init; }

    /// <summary>What is known of items beside their ratings, in any order; may hold items without ratings.</summary>
    public IReadOnlyList<ItemInformation> Items { get; init; } = [];

    /// <summary>What is known of users beside their ratings, in any order.</summary>
    public IReadOnlyList<UserInformation> Users { get; init; } = [];

    /// <summary>An earlier model of the same algorithm and size to start from; null starts afresh. Algorithms that cannot make use of one ignore it.</summary>
    public RecommenderModel? Start { get; init; }
}
