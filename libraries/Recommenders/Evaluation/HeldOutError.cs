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
        if (model.PredictsStars)
            return RatingAccuracy.Of(data.HeldOut.Span, model).Rmse;
        var accuracy = RankingAccuracy.Of(UserRanking.Make(model, data.Ratings, data.HeldOut, ListLength, RelevantStars), ListLength);
        return accuracy.Users == 0 ? 1 : 1 - accuracy.Ndcg;
    }
}
