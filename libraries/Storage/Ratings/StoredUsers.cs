namespace MovieMesh.Storage.Ratings;

/// <summary>A page of users.</summary>
/// <param name="Users">Those of the page, most ratings first.</param>
/// <param name="Total">How many there are over all pages.</param>
public sealed record StoredUsers(IReadOnlyList<StoredUser> Users, long Total);
