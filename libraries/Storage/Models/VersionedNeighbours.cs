namespace MovieMesh.Storage.Models;

/// <summary>A top-k list as it serves.</summary>
/// <param name="Version">The version that the list stands under.</param>
/// <param name="Neighbours">The neighbours, most similar first; empty when the movie has none.</param>
public sealed record VersionedNeighbours(long Version, IReadOnlyList<ScoredMovie> Neighbours);
