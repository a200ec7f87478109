namespace MovieMesh.Storage.Ratings;

/// <summary>A rating of one user, or its tombstone.</summary>
/// <param name="MovieId">The movie.</param>
/// <param name="Stars">The stars, or null when withdrawn.</param>
/// <param name="RatedAt">When the user said so.</param>
public sealed record StoredRating(int MovieId, float? Stars, DateTimeOffset RatedAt);
