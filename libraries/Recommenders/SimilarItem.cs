namespace MovieMesh.Recommenders;

/// <summary>A neighbour of an item.</summary>
/// <param name="ItemId">The neighbour.</param>
/// <param name="Similarity">The similarity, −1…1; larger is more alike.</param>
/// <param name="CoRaters">How many users rated both; 0 where the measure does not look at users.</param>
public readonly record struct SimilarItem(int ItemId, float Similarity, int CoRaters);
