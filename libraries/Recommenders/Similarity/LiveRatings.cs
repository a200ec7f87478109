namespace MovieMesh.Recommenders.Similarity;

/// <summary>A <see cref="RatingMatrix"/> and what was rated, changed or withdrawn since: rows that changed lie over those of the matrix.</summary>
/// <remarks>
/// Items are numbered by popularity here, so that what most users rated lies close together in memory when rows are added up.
/// A change costs the length of its two rows. The matrix is copied: 16 bytes a rating, 24 a user, 40 an item, and the rows that changed. Any number may read at a time; while
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
        Count = matrix.Count;
        var order = new PopularityOrder(matrix.ByItem.Lengths(), matrix.Items.Ids);
        var byUser = Renumber(matrix.ByUser, order.Ranks);
        _users = new LiveRows(matrix.Users, byUser);
        _items = new LiveRows(matrix.Items, byUser.Transpose(matrix.Items.Count, Environment.ProcessorCount), order);
    }

    /// <summary>How many items were ever rated.</summary>
    public int ItemCount => _items.Count;

    /// <summary>How many users ever rated.</summary>
    public int UserCount => _users.Count;

    /// <summary>How many ratings there are.</summary>
    public int Count { get; private set; }

    /// <summary>The ids of all items that were ever rated, ascending.</summary>
    public IdIndex ItemIds() => IdIndex.Create(_items.Ids());

    /// <summary>How many ratings an item has; 0 for one that was never rated.</summary>
    /// <param name="itemId">Any id.</param>
    public int RatingCountOf(int itemId) => _items.TryGetIndex(itemId, out var item) ? _items.Length(item) : 0;

    /// <summary>The ids of what a user rated; none for one who never rated.</summary>
    /// <param name="userId">Any id.</param>
    public int[] ItemsRatedBy(int userId)
    {
        if (!_users.TryGetIndex(userId, out var user))
            return [];
        var items = _users[user].Indices.ToArray();
        for (var i = 0; i < items.Length; i++)
            items[i] = _items.Id(items[i]);
        return items;
    }

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
        var before = _users.Length(user);
        var changed = isWithdrawn ? _users.Remove(user, item) : _users.Set(user, item, stars);
        if (!changed)
            return false;
        if (isWithdrawn)
            _items.Remove(item, user);
        else
            _items.Set(item, user, stars);
        _order = null;
        Count += _users.Length(user) - before;
        return true;
    }

    internal bool TryGetItem(int itemId, out int item) => _items.TryGetIndex(itemId, out item);

    internal bool TryGetUser(int userId, out int user) => _users.TryGetIndex(userId, out user);

    internal int ItemId(int item) => _items.Id(item);

    internal int UserId(int user) => _users.Id(user);

    internal RatingRow RatingsOfUser(int user) => _users[user];

    internal RatingRow RatingsOfItem(int item) => _items[item];

    internal float MeanOfUser(int user) => _users.Mean(user);

    internal float InverseNormOfItem(int item) => _items.InverseNorm(item);

    internal float InverseNormOfUser(int user) => _users.InverseNorm(user);

    internal int CountOfItem(int item) => _items.Length(item);

    internal PopularityOrder Order() => _order ??= new PopularityOrder(_items.Lengths(), _items.Ids());

    private static CompressedRows Renumber(CompressedRows rows, int[] numbers)
    {
        var (columns, values) = (GC.AllocateUninitializedArray<int>(rows.Columns.Length), (float[])rows.Values.Clone());
        Parallel.For(0, rows.RowCount, row =>
        {
            var (start, end) = (rows.Offsets[row], rows.Offsets[row + 1]);
            for (var i = start; i < end; i++)
                columns[i] = numbers[rows.Columns[i]];
            Array.Sort(columns, values, start, end - start);
        });
        return new CompressedRows(rows.Offsets, columns, values);
    }
}
