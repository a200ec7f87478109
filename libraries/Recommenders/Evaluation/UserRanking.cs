namespace MovieMesh.Recommenders.Evaluation;

/// <summary>The list that a model made for one user, beside what the user turned out to like.</summary>
/// <param name="UserId">The user.</param>
/// <param name="List">The best items over the whole catalogue but for those that the user is known to have rated, best first.</param>
/// <param name="Relevant">The items of the user's held-out ratings from a threshold on, at least one.</param>
public sealed record UserRanking(int UserId, Recommendation[] List, IReadOnlySet<int> Relevant)
{
    /// <summary>Makes the lists of all users who have ratings to know them by and held-out ratings that are relevant. In parallel; no sampling of items.</summary>
    /// <param name="model">A model trained on <paramref name="training"/>.</param>
    /// <param name="training">What the trained users are known to have rated.</param>
    /// <param name="heldOut">The ratings to measure by.</param>
    /// <param name="length">The length k of the lists, ≥ 1.</param>
    /// <param name="threshold">Held-out ratings of at least so many stars are relevant.</param>
    /// <param name="given">Ratings of users whom training does not know, to fold them in by: see <see cref="HoldOut.Given"/>.</param>
    /// <param name="ranking">How the model orders; null takes the defaults.</param>
    /// <param name="cancellationToken">Looked at before each list.</param>
    /// <returns>The users, ascending by id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static UserRanking[] Make(
        RecommenderModel model,
        RatingMatrix training,
        ReadOnlyMemory<Rating> heldOut,
        int length = 10,
        float threshold = 4,
        ReadOnlyMemory<Rating> given = default,
        RankingOptions? ranking = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var relevant = ItemsByUser(heldOut.Span, threshold);
        var newcomers = given.ToArray().GroupBy(rating => rating.UserId).ToDictionary(user => user.Key, user => user.Select(rating => new ItemRating(rating.ItemId, rating.Stars)).ToArray());
        var users = relevant.Keys.Where(user => newcomers.ContainsKey(user) || training.Users.TryGetIndex(user, out _)).Order().ToArray();
        var lists = new UserRanking[users.Length];
        Parallel.For(0, users.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var known = newcomers.GetValueOrDefault(users[i]) ?? RatingsOf(training, users[i]);
            var profile = !newcomers.ContainsKey(users[i]) && model.TryGetUser(users[i], out var trained) ? trained : model.FoldIn(known);
            var seen = Array.ConvertAll(known, rating => rating.ItemId);
            lists[i] = new UserRanking(users[i], model.Recommend(profile, length, seen, ranking: ranking), relevant[users[i]]);
        });
        return lists;
    }

    private static Dictionary<int, HashSet<int>> ItemsByUser(ReadOnlySpan<Rating> ratings, float threshold)
    {
        var byUser = new Dictionary<int, HashSet<int>>();
        foreach (var rating in ratings)
        {
            if (rating.Stars < threshold)
                continue;
            if (!byUser.TryGetValue(rating.UserId, out var items))
                byUser[rating.UserId] = items = [];
            items.Add(rating.ItemId);
        }

        return byUser;
    }

    private static ItemRating[] RatingsOf(RatingMatrix training, int userId)
    {
        var row = training.RatingsOfUser(training.Users.IndexOf(userId));
        var ratings = new ItemRating[row.Count];
        for (var i = 0; i < ratings.Length; i++)
            ratings[i] = new ItemRating(training.Items[row.Indices[i]], row.Stars[i]);
        return ratings;
    }
}
