namespace MovieMesh.Recommenders;

/// <summary>One place of a top-k list.</summary>
/// <param name="ItemId">The item (movie).</param>
/// <param name="PredictedStars">The predicted rating, clamped to the scale of the data.</param>
/// <param name="Score">
/// What the list is ordered by, not clamped: the ranker's score, in stars where <see cref="RecommenderModel.RanksByStars"/>; see
/// <see cref="RankingOptions"/>.
/// </param>
public readonly record struct Recommendation(int ItemId, float PredictedStars, float Score);
