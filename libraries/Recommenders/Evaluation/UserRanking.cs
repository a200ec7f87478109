namespace MovieMesh.Recommenders.Evaluation;

/// <summary>The list that a model made for one user, beside what the user turned out to like.</summary>
/// <param name="UserId">The user.</param>
/// <param name="List">The best items over the whole catalogue but for those that the user is known to have rated, best first.</param>
/// <param name="Relevant">The items of the user's held-out ratings from a threshold on, at least one.</param>
public sealed record UserRanking(int UserId, Recommendation[] List, IReadOnlySet<int> Relevant)
{
    /// <summary>Makes the lists of all users of a split who have ratings to know them by and held-out ratings that are relevant. In parallel; no sampling of items.</summary>
    /// <param name="model">A model trained on <c>split.Training</c>.</param>
    /// <param name="split">The split. Trained users are known by their training ratings; users whom training does not know, by <see cref="HoldOut.Given"/>, folded in.</param>
    /// <param name="length">The length k of the lists, ≥ 1.</param>
    /// <param name="threshold">Held-out ratings of at least so many stars are relevant.</param>
    /// <param name="ranking">How the model orders; null takes the defaults.</param>
    /// <param name="cancellationToken">Looked at before each list.</param>
    /// <returns>The users, ascending by id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static UserRanking[] Make(
        RecommenderModel model, HoldOut split, int length = 10, float threshold = 4, RankingOptions? ranking = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var relevant = split.HeldOut.Where(rating => rating.Stars >= threshold).ToLookup(rating => rating.UserId, rating => rating.ItemId);
        var given = Of(relevant, split.Given);
        var training = Of(relevant, split.Training);
        var users = relevant.Select(user => user.Key).Where(user => given.ContainsKey(user) || training.ContainsKey(user)).Order().ToArray();
        var lists = new UserRanking[users.Length];
        Parallel.For(0, users.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var known = given.GetValueOrDefault(users[i]) ?? training[users[i]];
            var profile = !given.ContainsKey(users[i]) && model.TryGetUser(users[i], out var trained) ? trained : model.FoldIn(known.ToArray());
            var seen = known.ConvertAll(rating => rating.ItemId).ToArray();
            lists[i] = new UserRanking(users[i], model.Recommend(profile, length, seen, ranking: ranking), relevant[users[i]].ToHashSet());
        });
        return lists;
    }

    private static Dictionary<int, List<ItemRating>> Of(ILookup<int, int> users, Rating[] ratings)
    {
        var byUser = new Dictionary<int, List<ItemRating>>();
        foreach (var rating in ratings)
        {
            if (!users.Contains(rating.UserId))
                continue;
            if (!byUser.TryGetValue(rating.UserId, out var own))
                byUser[rating.UserId] = own = [];
            own.Add(new ItemRating(rating.ItemId, rating.Stars));
        }

        return byUser;
    }
}
