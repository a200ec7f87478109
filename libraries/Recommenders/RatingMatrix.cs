using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders;

/// <summary>
/// All ratings of a data set, immutable and compressed by row in both orientations: by user and by item.
/// </summary>
/// <remarks>
/// <para>Users and items are addressed by dense indices (see <see cref="Users"/> and <see cref="Items"/>); each orientation has a method of its own,
/// so that no caller has to remember which axis is which. Rows are ascending by index.</para>
/// <para>Memory: 16 bytes per rating (index and stars, twice) plus at most 72 bytes per user and item. MovieLens 25M takes about 0.42 GB.
/// Building sorts by counting, in parallel, and needs
/// another 8 to 16 MB and at most 4 KiB per id (far less unless every id stands alone) beside that and the input. At most 2³¹−1 ratings.</para>
/// </remarks>
public sealed class RatingMatrix
{
    private readonly CompressedRows _byUser;
    private readonly CompressedRows _byItem;

    private RatingMatrix(IdIndex users, IdIndex items, CompressedRows byUser, CompressedRows byItem)
    {
        (Users, Items, _byUser, _byItem) = (users, items, byUser, byItem);
        var sum = 0.0;
        var (lowest, highest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var stars in byUser.Values)
        {
            sum += stars;
            lowest = Math.Min(lowest, stars);
            highest = Math.Max(highest, stars);
        }

        Mean = Count == 0 ? 0 : (float)(sum / Count);
        LowestStars = Count == 0 ? 0 : lowest;
        HighestStars = Count == 0 ? 0 : highest;
    }

    /// <summary>The users who rated, ascending by id.</summary>
    public IdIndex Users { get; }

    /// <summary>The items that were rated, ascending by id.</summary>
    public IdIndex Items { get; }

    /// <summary>The number of ratings.</summary>
    public int Count => _byUser.Values.Length;

    /// <summary>The mean of all ratings in stars; 0 without ratings.</summary>
    public float Mean { get; }

    /// <summary>The lowest rating in the data, the lower end of its scale; 0 without ratings.</summary>
    public float LowestStars { get; }

    /// <summary>The highest rating in the data, the upper end of its scale; 0 without ratings.</summary>
    public float HighestStars { get; }

    internal CompressedRows ByUser => _byUser;

    internal CompressedRows ByItem => _byItem;

    /// <summary>Builds the matrix. Ratings may come in any order; of several for one user and item the last one counts.</summary>
    /// <param name="ratings">The ratings; they are copied.</param>
    /// <param name="degreeOfParallelism">Threads to use, 1…1024; 0 takes one per processor. The result is the same for any.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">A rating's stars are not finite.</exception>
    public static unsafe RatingMatrix Create(ReadOnlySpan<Rating> ratings, int degreeOfParallelism = 0)
    {
        fixed (Rating* first = ratings)
            return Create(new RatingSource((int*)first, (int*)first + 1, (float*)first + 2, stride: sizeof(Rating) / sizeof(int), ratings.Length), degreeOfParallelism);
    }

    /// <summary>Builds the matrix from three parallel columns; see <see cref="Create(ReadOnlySpan{Rating}, int)"/>.</summary>
    /// <param name="userIds">The user of each rating.</param>
    /// <param name="itemIds">The item of each rating, as many.</param>
    /// <param name="stars">The stars of each rating, as many.</param>
    /// <param name="degreeOfParallelism">Threads to use, 1…1024; 0 takes one per processor. The result is the same for any.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or a rating's stars are not finite.</exception>
    public static unsafe RatingMatrix Create(ReadOnlySpan<int> userIds, ReadOnlySpan<int> itemIds, ReadOnlySpan<float> stars, int degreeOfParallelism = 0)
    {
        if (userIds.Length != itemIds.Length || userIds.Length != stars.Length)
            throw new ArgumentException($"The columns differ in length: {userIds.Length} user ids, {itemIds.Length} item ids, {stars.Length} ratings.");
        fixed (int* users = userIds, items = itemIds)
        {
            fixed (float* values = stars)
                return Create(new RatingSource(users, items, values, stride: 1, stars.Length), degreeOfParallelism);
        }
    }

    /// <summary>The ratings that one user gave: item indices and stars.</summary>
    /// <param name="userIndex">0 ≤ userIndex &lt; <c>Users.Count</c>.</param>
    /// <returns>A view, ascending by item index.</returns>
    /// <exception cref="IndexOutOfRangeException">The index is outside the range.</exception>
    public RatingRow RatingsOfUser(int userIndex) => _byUser[userIndex];

    /// <summary>The ratings that one item got: user indices and stars.</summary>
    /// <param name="itemIndex">0 ≤ itemIndex &lt; <c>Items.Count</c>.</param>
    /// <returns>A view, ascending by user index.</returns>
    /// <exception cref="IndexOutOfRangeException">The index is outside the range.</exception>
    public RatingRow RatingsOfItem(int itemIndex) => _byItem[itemIndex];

    /// <summary>Copies all ratings out again, ascending by user id, then by item id.</summary>
    /// <returns>A new array of <see cref="Count"/> ratings.</returns>
    public Rating[] ToArray()
    {
        var ratings = new Rating[Count];
        var next = 0;
        for (var user = 0; user < Users.Count; user++)
        {
            var row = _byUser[user];
            for (var i = 0; i < row.Count; i++)
                ratings[next++] = new Rating(Users[user], Items[row.Indices[i]], row.Stars[i]);
        }

        return ratings;
    }

    /// <summary>The days of ratings in this matrix's own order, which <see cref="ToArray"/> gives too: ascending by user, then by item.</summary>
    /// <param name="ratings">The ratings that the matrix was made from; of several for one user and item the last one counts. Others are passed over.</param>
    /// <returns>A new array of <see cref="Count"/> days, 0 for ratings that are not among those given.</returns>
    public int[] DaysOf(ReadOnlySpan<Rating> ratings)
    {
        var days = new int[Count];
        foreach (var rating in ratings)
        {
            if (!Users.TryGetIndex(rating.UserId, out var user) || !Items.TryGetIndex(rating.ItemId, out var item))
                continue;
            var place = _byUser[user].Indices.BinarySearch(item);
            if (place >= 0)
                days[_byUser.Offsets[user] + place] = rating.Day;
        }

        return days;
    }

    private static RatingMatrix Create(RatingSource source, int degreeOfParallelism)
    {
        var workers = RowScheduler.Workers(degreeOfParallelism);
        var inOrder = source.Survey(workers);
        var (users, items) = (source.Users(workers), source.Items(workers));
        var byUser = inOrder ? source.CopyInOrder(users, items, workers) : source.GroupByUser(users, items, workers).Normalize(workers);
        return new RatingMatrix(users, items, byUser, byUser.Transpose(items.Count, workers));
    }
}
