namespace MovieMesh.Datasets;

/// <summary>A word that a user put on a movie.</summary>
/// <param name="UserId">The user.</param>
/// <param name="MovieId">The movie.</param>
/// <param name="Tag">The word or words.</param>
/// <param name="UnixSeconds">When, in seconds since 1970 UTC.</param>
public readonly record struct DatasetTag(int UserId, int MovieId, string Tag, long UnixSeconds);
