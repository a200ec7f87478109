namespace MovieMesh.Storage.Ratings;

/// <summary>A user with a count.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Ratings">How many ratings stand.</param>
/// <param name="IsVisitor">Whether the user came to the mesh rather than with a data set.</param>
public sealed record StoredUser(int Id, int Ratings, bool IsVisitor);
