namespace MovieMesh.Storage.Ratings;

/// <summary>What a user did with a movie, and when last.</summary>
/// <param name="UserId">The user.</param>
/// <param name="MovieId">The movie.</param>
/// <param name="Kind">What, as a word.</param>
/// <param name="GivenAt">When; the newest stands.</param>
/// <param name="IsWithdrawn">Whether it was taken back then.</param>
public sealed record StoredFeedback(int UserId, int MovieId, string Kind, DateTimeOffset GivenAt, bool IsWithdrawn = false);
