namespace MovieMesh.Storage.Models;

/// <summary>The top-k list of one movie.</summary>
/// <param name="MovieId">The movie that the list is of.</param>
/// <param name="Neighbours">Its neighbours, most similar first.</param>
public sealed record SimilarList(int MovieId, IReadOnlyList<ScoredMovie> Neighbours);
