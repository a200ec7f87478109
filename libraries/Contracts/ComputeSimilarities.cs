namespace MovieMesh.Contracts;

/// <summary>Command to SimilarityWorker: compute the top-k lists of one block of movies.</summary>
/// <remarks>A rebuild is cut into <see cref="Blocks"/> such commands, which replicas share; the one that finishes the last block publishes the version.</remarks>
public sealed record ComputeSimilarities
{
    /// <summary>The version to write under: that of the model that prompted the rebuild.</summary>
    public required long Version { get; init; }

    /// <summary>The similarity measure's name.</summary>
    public required string Measure { get; init; }

    /// <summary>Which block, from 0.</summary>
    public required int Block { get; init; }

    /// <summary>How many blocks the catalogue is cut into.</summary>
    public required int Blocks { get; init; }
}
