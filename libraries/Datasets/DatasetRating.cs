namespace MovieMesh.Datasets;

/// <summary>A rating of a data set.</summary>
/// <param name="UserId">The user.</param>
/// <param name="MovieId">The movie.</param>
/// <param name="Stars">Half a star to five, in half steps.</param>
/// <param name="UnixSeconds">When, in seconds since 1970 UTC.</param>
public readonly record struct DatasetRating(int UserId, int MovieId, float Stars, long UnixSeconds);
