namespace MovieMesh.Contracts;

/// <summary>Command to SimilarityWorker: compute the top-k lists of one block of movies, by one measure or by several that one pass over the ratings gives.</summary>
/// <remarks>A rebuild is cut into <see cref="Blocks"/> such commands, which replicas share; the one that finishes the last block publishes the version.</remarks>
public sealed record ComputeSimilarities
{
    /// <summary>The version to write under: that of the model that prompted the rebuild.</summary>
    public required long Version { get; init; }

    /// <summary>The names of the similarity measures.</summary>
    public required IReadOnlyList<string> Measures { get; init; }

    /// <summary>Which block, from 0.</summary>
    public required int Block { get; init; }

    /// <summary>How many blocks the catalogue is cut into.</summary>
    public required int Blocks { get; init; }
}
