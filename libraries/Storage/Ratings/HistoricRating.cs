namespace MovieMesh.Storage.Ratings;

/// <summary>A rating of a user that stands, and its place among all changes.</summary>
/// <param name="UserId">The user.</param>
/// <param name="MovieId">The movie.</param>
/// <param name="Stars">The stars.</param>
/// <param name="Sequence">The sequence number of its last change.</param>
public readonly record struct HistoricRating(int UserId, int MovieId, float Stars, long Sequence);
