namespace MovieMesh.Recommenders.Similarity;

/// <summary>A <see cref="RatingMatrix"/> and what was rated, changed or withdrawn since: rows that changed lie over those of the matrix.</summary>
/// <remarks>
/// A change costs the length of its two rows. Beside the matrix: 24 bytes a user, 32 an item, and the rows that changed. Any number may read at a time; while
/// <see cref="Apply"/> runs, nobody may.
/// </remarks>
public sealed class LiveRatings
{
    private readonly LiveRows _users;
    private readonly LiveRows _items;
    private PopularityOrder? _order;

    /// <summary>Starts from a matrix.</summary>
    /// <param name="matrix">The ratings so far.</param>
    public LiveRatings(RatingMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (_users, _items) = (new LiveRows(matrix.Users, matrix.ByUser), new LiveRows(matrix.Items, matrix.ByItem));
    }

    /// <summary>How many items were ever rated.</summary>
    public int ItemCount => _items.Count;

    /// <summary>How many users ever rated.</summary>
    public int UserCount => _users.Count;

    /// <summary>How many ratings were changed since the matrix.</summary>
    public long Changes { get; private set; }

    /// <summary>The ids of all items that were ever rated, ascending.</summary>
    public IdIndex ItemIds() => IdIndex.Create(_items.Ids());

    /// <summary>How many ratings an item has; 0 for one that was never rated.</summary>
    /// <param name="itemId">Any id.</param>
    public int RatingCountOf(int itemId) => _items.TryGetIndex(itemId, out var item) ? _items.Length(item) : 0;

    /// <summary>Takes in a rating, a change of one, or its withdrawal. Repeating it changes nothing.</summary>
    /// <param name="userId">Who rated.</param>
    /// <param name="itemId">What.</param>
    /// <param name="stars">The stars; NaN withdraws the rating.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Apply(int userId, int itemId, float stars)
    {
        if (float.IsInfinity(stars))
            throw new ArgumentOutOfRangeException(nameof(stars), stars, "Stars must be finite, or NaN for a rating withdrawn.");
        var isWithdrawn = float.IsNaN(stars);
        if (isWithdrawn && !(_users.TryGetIndex(userId, out _) && _items.TryGetIndex(itemId, out _)))
            return false;
        var (user, item) = (_users.GetOrAdd(userId), _items.GetOrAdd(itemId));
        var changed = isWithdrawn ? _users.Remove(user, item) : _users.Set(user, item, stars);
        if (!changed)
            return false;
        if (isWithdrawn)
            _items.Remove(item, user);
        else
            _items.Set(item, user, stars);
        _order = null;
        Changes++;
        return true;
    }

    internal bool TryGetItem(int itemId, out int item) => _items.TryGetIndex(itemId, out item);

    internal bool TryGetUser(int userId, out int user) => _users.TryGetIndex(userId, out user);

    internal int ItemId(int item) => _items.Id(item);

    internal RatingRow RatingsOfUser(int user) => _users[user];

    internal RatingRow RatingsOfItem(int item) => _items[item];

    internal float MeanOfUser(int user) => _users.Mean(user);

    internal float InverseNormOfItem(int item) => _items.InverseNorm(item);

    internal int CountOfItem(int item) => _items.Length(item);

    internal PopularityOrder Order() => _order ??= new PopularityOrder(_items.Lengths(), _items.Ids());
}
