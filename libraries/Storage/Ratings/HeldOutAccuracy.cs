namespace MovieMesh.Storage.Ratings;

/// <summary>How good a model is on ratings held out of its training.</summary>
/// <param name="Rmse">Root mean squared error in stars; null for a model that predicts none.</param>
/// <param name="Ndcg">NDCG@10 of the full ranking, liked ratings being relevant; null where nobody's liked ratings were held out.</param>
public sealed record HeldOutAccuracy(double? Rmse, double? Ndcg);
