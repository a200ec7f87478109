namespace MovieMesh.Storage.Ratings;

/// <summary>What an import loaded.</summary>
/// <param name="Movies">Movies read.</param>
/// <param name="Ratings">Ratings read.</param>
/// <param name="Tags">Tags read.</param>
/// <param name="Users">Users with at least one rating in the store.</param>
public sealed record DatasetImportResult(long Movies, long Ratings, long Tags, long Users);
