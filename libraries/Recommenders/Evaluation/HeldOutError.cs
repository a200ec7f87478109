namespace MovieMesh.Recommenders.Evaluation;

/// <summary>The <see cref="TrainingEpoch.HeldOutError"/> of algorithms whose only measure is the finished model.</summary>
internal static class HeldOutError
{
    private const int ListLength = 10;

    /// <summary>RMSE in stars for models that predict them; for others 1 − NDCG@10 over the whole catalogue, 1 where nobody can be measured. Null without held-out ratings.</summary>
    public static double? Of(RecommenderModel model, TrainingData data)
    {
        if (data.HeldOut.IsEmpty)
            return null;
        return model.PredictsStars ? RatingAccuracy.Of(data.HeldOut.Span, model).Rmse : 1 - Ndcg(model, data.Ratings, data.HeldOut);
    }

    /// <summary>The mean NDCG@10 of those who have training ratings and held-out ratings of at least 4 stars; 0 where nobody has.</summary>
    public static double Ndcg(RecommenderModel model, RatingMatrix training, ReadOnlyMemory<Rating> heldOut)
    {
        var rankings = UserRanking.Make(model, training, heldOut, ListLength);
        return rankings.Length == 0 ? 0 : RankingAccuracy.Of(rankings, ListLength).Ndcg;
    }
}
