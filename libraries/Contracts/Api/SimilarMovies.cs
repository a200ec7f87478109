namespace MovieMesh.Contracts.Api;

/// <summary>The movies most similar to one movie.</summary>
public sealed record SimilarMovies
{
    /// <summary>The movie asked for.</summary>
    public required int MovieId { get; init; }

    /// <summary>The similarity measure's name.</summary>
    public required string Measure { get; init; }

    /// <summary>Whether the cache of lists could not be asked: the list is the one last known, or, by the measure named here, made from the model that serves.</summary>
    public bool Stale { get; init; }

    /// <summary>The version of the lists, or null while there are none.</summary>
    public long? Version { get; init; }

    /// <summary>The neighbours, most similar first.</summary>
    public required IReadOnlyList<SimilarMovie> Items { get; init; }
}
