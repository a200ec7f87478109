namespace MovieMesh.Recommenders;

/// <summary>What one of the user's ratings adds to the prediction for another item.</summary>
/// <param name="ItemId">The item that the user rated.</param>
/// <param name="Stars">The rating given.</param>
/// <param name="Contribution">The part of the prediction that is due to it, in stars, of either sign.</param>
public readonly record struct RatingContribution(int ItemId, float Stars, float Contribution);
