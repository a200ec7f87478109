namespace MovieMesh.Recommenders.Blending;

/// <summary>How far ratings are trusted: w(n_u, n_i) = n_u/(n_u + h_u) · n_i/(n_i + h_i), the weight of the collaborative part.</summary>
/// <param name="UserHalf">h_u ≥ 0: at so many ratings of a user the collaborative part counts half.</param>
/// <param name="ItemHalf">h_i ≥ 0: the same of an item.</param>
internal readonly record struct HybridTrust(float UserHalf, float ItemHalf)
{
    private static readonly float[] Halves = [0, 0.5f, 1, 2, 4, 8, 16, 32, 64, 128];

    public float Of(int userRatings, int itemRatings) => Share(userRatings, UserHalf) * Share(itemRatings, ItemHalf);

    /// <summary>The halves with the least squared error on ratings that neither part has seen.</summary>
    public static HybridTrust Fit(RecommenderModel collaborative, RecommenderModel content, RatingMatrix training, Rating[] validation)
    {
        var seen = new (int UserRatings, int ItemRatings, float Collaborative, float Content, float Stars)[validation.Length];
        Parallel.For(0, seen.Length, i =>
        {
            var rating = validation[i];
            seen[i] = (
                training.Users.TryGetIndex(rating.UserId, out var user) ? training.RatingsOfUser(user).Indices.Length : 0,
                training.Items.TryGetIndex(rating.ItemId, out var item) ? training.RatingsOfItem(item).Indices.Length : 0,
                collaborative.Predict(rating.UserId, rating.ItemId, rating.Day),
                content.Predict(rating.UserId, rating.ItemId, rating.Day),
                rating.Stars);
        });
        var (best, least) = (default(HybridTrust), double.PositiveInfinity);
        foreach (var trust in Halves.SelectMany(user => Halves, (user, item) => new HybridTrust(user, item)))
        {
            var error = seen.Sum(one => Math.Pow(one.Stars - one.Content - (trust.Of(one.UserRatings, one.ItemRatings) * (one.Collaborative - one.Content)), 2));
            if (error < least)
                (best, least) = (trust, error);
        }

        return best;
    }

    // Without ratings there is nothing to trust, however small the half.
    private static float Share(int ratings, float half) => ratings == 0 ? 0 : ratings / (ratings + half);
}
