namespace MovieMesh.Storage.Ratings;

/// <summary>What a user said about a movie, and when.</summary>
/// <param name="UserId">The user.</param>
/// <param name="MovieId">The movie.</param>
/// <param name="Stars">Half a star to five, or null to withdraw.</param>
/// <param name="RatedAt">When; the newest wins.</param>
public sealed record RatingSubmission(int UserId, int MovieId, float? Stars, DateTimeOffset RatedAt);
