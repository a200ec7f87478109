namespace MovieMesh.Storage.Models;

/// <summary>A movie and its score in a top-k list.</summary>
/// <param name="MovieId">The movie.</param>
/// <param name="Score">The similarity: higher is more alike.</param>
/// <param name="CoRaters">How many users rated both; null where the list does not say.</param>
public readonly record struct ScoredMovie(int MovieId, float Score, int? CoRaters = null);
