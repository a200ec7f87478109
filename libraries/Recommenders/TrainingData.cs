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

    /// <summary>Makes the data of a training from ratings as they come, with their days.</summary>
    /// <param name="ratings">The ratings to learn from, at least one.</param>
    /// <returns>The data.</returns>
    /// <exception cref="ArgumentException">There are no ratings, or stars are not finite.</exception>
    public static TrainingData Of(ReadOnlySpan<Rating> ratings)
    {
        var matrix = RatingMatrix.Create(ratings);
        return new TrainingData(matrix) { Days = matrix.DaysOf(ratings) };
    }

    /// <summary>The ratings to learn from.</summary>
    public RatingMatrix Ratings { get; }

    /// <summary>
    /// The day of each rating, in days since 1970-01-01, in the order of <see cref="RatingMatrix.ToArray"/> (see <see cref="RatingMatrix.DaysOf"/>); empty where days are not known.
    /// </summary>
    public ReadOnlyMemory<int> Days { get; init; }

    /// <summary>Ratings to measure each epoch by, and to stop by where the algorithm does; never learned from. May hold unknown users and items.</summary>
    public ReadOnlyMemory<Rating> HeldOut { get; init; }

    /// <summary>What is known of items beside their ratings, in any order; may hold items without ratings.</summary>
    public IReadOnlyList<ItemInformation> Items { get; init; } = [];

    /// <summary>What is known of users beside their ratings, in any order.</summary>
    public IReadOnlyList<UserInformation> Users { get; init; } = [];

    /// <summary>
    /// What users did with items beside rating them, each user and item once, in any order; for algorithms that <see cref="RecommenderAlgorithm.LearnsFromInteractions"/>, others ignore it.
    /// Where there is a rating too, the rating counts.
    /// </summary>
    public ReadOnlyMemory<Interaction> Interactions { get; init; }

    /// <summary>An earlier model of the same algorithm and size to start from; null starts afresh. Algorithms that cannot make use of one ignore it.</summary>
    public RecommenderModel? Start { get; init; }
}
