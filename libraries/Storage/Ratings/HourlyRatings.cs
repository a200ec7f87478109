namespace MovieMesh.Storage.Ratings;

/// <summary>What was rated within one hour.</summary>
/// <param name="Hour">The hour's beginning, UTC.</param>
/// <param name="Ratings">How many ratings.</param>
/// <param name="StarsSum">The sum of their stars.</param>
public readonly record struct HourlyRatings(DateTime Hour, long Ratings, double StarsSum);
