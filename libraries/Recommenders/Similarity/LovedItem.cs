namespace MovieMesh.Recommenders.Similarity;

/// <summary>An item that neighbours of a user loved and the user has not rated.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Neighbours">How many neighbours loved it.</param>
/// <param name="MeanStars">The mean of their stars.</param>
/// <param name="Score">The similarities of those who loved it over the similarities of all neighbours, 0…1: the share of the neighbourhood that speaks for it.</param>
public readonly record struct LovedItem(int ItemId, int Neighbours, float MeanStars, float Score);
