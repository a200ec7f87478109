namespace MovieMesh.Recommenders.Similarity;

/// <summary>A neighbour of a user.</summary>
/// <param name="UserId">The neighbour.</param>
/// <param name="Similarity">The similarity, 0…1; larger is more alike.</param>
/// <param name="CommonItems">How many items both rated.</param>
/// <param name="Ratings">How many items the neighbour rated.</param>
public readonly record struct SimilarUser(int UserId, float Similarity, int CommonItems, int Ratings);
