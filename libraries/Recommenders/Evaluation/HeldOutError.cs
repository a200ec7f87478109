namespace MovieMesh.Recommenders.Evaluation;

/// <summary>The <see cref="TrainingEpoch.HeldOutError"/> of algorithms whose only measure is the finished model.</summary>
internal static class HeldOutError
{
    private const int ListLength = 10;

    /// <summary>Stars from which a held-out rating counts as a wish fulfilled, for models that put items in an order.</summary>
    private const float RelevantStars = 4;

    /// <summary>
    /// RMSE in stars for models that predict them; for others 1 − NDCG@10. Null without held-out ratings.
    /// </summary>
    public static double? Of(RecommenderModel model, TrainingData data)
    {
        if (data.HeldOut.IsEmpty)
            return null;
        return model.PredictsStars ? RatingAccuracy.Of(data.HeldOut.Span, model).Rmse : 1 - Ndcg(model, data.Ratings, data.HeldOut.Span);
    }

    /// <summary>
    /// The mean NDCG@10 over users with training ratings and held-out ratings of at least 4 stars: gain 1 for each of those in the list of ten over the whole
    /// catalogue without what the user was trained on, discounted by log₂(place + 1), over the most that could be had. 0 without such users.
    /// </summary>
    public static double Ndcg(RecommenderModel model, RatingMatrix training, ReadOnlySpan<Rating> heldOut)
    {
        var relevant = new Dictionary<int, HashSet<int>>();
        foreach (var rating in heldOut)
        {
            if (rating.Stars < RelevantStars || !training.Users.TryGetIndex(rating.UserId, out _))
                continue;
            if (!relevant.TryGetValue(rating.UserId, out var items))
                relevant[rating.UserId] = items = [];
            items.Add(rating.ItemId);
        }

        var sum = 0.0;
        foreach (var (userId, wanted) in relevant)
        {
            var row = training.RatingsOfUser(training.Users.IndexOf(userId)).Indices;
            var seen = new int[row.Length];
            for (var i = 0; i < seen.Length; i++)
                seen[i] = training.Items[row[i]];
            model.TryGetUser(userId, out var user);
            sum += NdcgOf(model.Recommend(user ?? model.FoldIn([]), ListLength, seen), wanted);
        }

        return relevant.Count == 0 ? 0 : sum / relevant.Count;
    }

    private static double NdcgOf(Recommendation[] list, HashSet<int> wanted)
    {
        var (gained, possible) = (0.0, 0.0);
        for (var place = 0; place < list.Length; place++)
            gained += wanted.Contains(list[place].ItemId) ? 1 / Math.Log2(place + 2) : 0;
        for (var place = 0; place < Math.Min(ListLength, wanted.Count); place++)
            possible += 1 / Math.Log2(place + 2);
        return gained / possible;
    }
}
