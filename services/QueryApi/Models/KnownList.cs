using MovieMesh.Storage.Models;

namespace MovieMesh.QueryApi.Models;

/// <summary>A list as far as the gateway knows it.</summary>
/// <param name="List">The list, or null: the measure has none, or it is not known.</param>
/// <param name="IsStale">Whether Redis could not be asked.</param>
internal readonly record struct KnownList(VersionedNeighbours? List, bool IsStale);
