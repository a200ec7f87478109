namespace MovieMesh.Contracts;

/// <summary>Event from SimilarityWorker: the lists of a measure are complete and serve under this version.</summary>
public sealed record SimilaritiesPublished
{
    /// <summary>The version that the lists stand under.</summary>
    public required long Version { get; init; }

    /// <summary>The similarity measure's name.</summary>
    public required string Measure { get; init; }

    /// <summary>Movies that have a list.</summary>
    public required int Movies { get; init; }
}
