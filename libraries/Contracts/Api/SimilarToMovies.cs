namespace MovieMesh.Contracts.Api;

/// <summary>The movies most similar to several movies together.</summary>
public sealed record SimilarToMovies
{
    /// <summary>The movies asked for, each once.</summary>
    public required IReadOnlyList<int> MovieIds { get; init; }

    /// <summary>The similarity measure's name.</summary>
    public required string Measure { get; init; }

    /// <summary>Whether the cache of lists could not be asked: the lists are those last known, or, by the measure named here, made from the model that serves.</summary>
    public bool Stale { get; init; }

    /// <summary>The version of the lists, the oldest of several, or null while there are none.</summary>
    public long? Version { get; init; }

    /// <summary>The neighbours by their mean similarity to all the movies, highest first; none of the movies themselves.</summary>
    public required IReadOnlyList<SimilarMovie> Items { get; init; }
}
