namespace MovieMesh.Storage.Models;

/// <summary>A movie and its score in a top-k list.</summary>
/// <param name="MovieId">The movie.</param>
/// <param name="Score">The similarity: higher is more alike.</param>
public readonly record struct ScoredMovie(int MovieId, float Score);
