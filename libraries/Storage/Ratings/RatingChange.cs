namespace MovieMesh.Storage.Ratings;

/// <summary>A rating as it now stands in the store.</summary>
/// <param name="UserId">The user.</param>
/// <param name="MovieId">The movie.</param>
/// <param name="Stars">The stars, or null when withdrawn.</param>
/// <param name="PreviousStars">The stars that it replaced, or null when there were none.</param>
/// <param name="RatedAt">When the user said so.</param>
/// <param name="Sequence">The number of this change: later commits have higher numbers.</param>
public sealed record RatingChange(int UserId, int MovieId, float? Stars, float? PreviousStars, DateTimeOffset RatedAt, long Sequence);
