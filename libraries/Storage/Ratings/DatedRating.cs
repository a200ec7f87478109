namespace MovieMesh.Storage.Ratings;

/// <summary>When a movie was rated.</summary>
/// <param name="MovieId">The movie.</param>
/// <param name="RatedAt">When.</param>
public sealed record DatedRating(int MovieId, DateTimeOffset RatedAt);
