using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Counts common raters for lists of measures that do not look at users.</summary>
public static class CoRaterCounts
{
    /// <summary>The same lists, each neighbour with the number of users who rated it and the item.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="ratings">The ratings; items that are not in them have no raters.</param>
    /// <param name="degreeOfParallelism">Threads to use, 0…1024; 0 takes one per processor.</param>
    /// <param name="cancellationToken">Looked at every few lists.</param>
    /// <returns>New lists, in the order given.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SimilarityList[] Add(SimilarityList[] lists, LiveRatings ratings, int degreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(ratings);
        var counted = new SimilarityList[lists.Length];
        var order = new int[lists.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var marks = new bool[Math.Min(RowScheduler.Workers(degreeOfParallelism), Math.Max(1, lists.Length))][];
        for (var i = 0; i < marks.Length; i++)
            marks[i] = new bool[ratings.UserCount];
        RowScheduler.Run(order, marks, (mark, i) => counted[i] = Add(lists[i], ratings, mark), cancellationToken);
        return counted;
    }

    private static SimilarityList Add(SimilarityList list, LiveRatings ratings, bool[] isRater)
    {
        if (!ratings.TryGetItem(list.ItemId, out var item))
            return list;
        var raters = ratings.RatingsOfItem(item).Indices;
        foreach (var user in raters)
            isRater[user] = true;
        var neighbours = new SimilarItem[list.Neighbours.Length];
        for (var i = 0; i < neighbours.Length; i++)
        {
            neighbours[i] = list.Neighbours[i];
            if (!ratings.TryGetItem(neighbours[i].ItemId, out var other))
                continue;
            var common = 0;
            foreach (var user in ratings.RatingsOfItem(other).Indices)
                common += isRater[user] ? 1 : 0;
            neighbours[i] = neighbours[i] with { CoRaters = common };
        }

        foreach (var user in raters)
            isRater[user] = false;
        return new SimilarityList(list.ItemId, neighbours);
    }
}
