namespace MovieMesh.Recommenders.Similarity;

/// <summary>An item and its nearest neighbours.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Neighbours">Most similar first.</param>
public sealed record SimilarityList(int ItemId, SimilarItem[] Neighbours);
