namespace MovieMesh.Recommenders.Similarity;

/// <summary>An item that comes near a wish.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">How near, at most 1.</param>
/// <param name="Words">What of the wish it has, what counted most first; genres as they are named.</param>
public sealed record WishMatch(int ItemId, float Score, IReadOnlyList<string> Words);
