namespace MovieMesh.Contracts;

/// <summary>Event from SimilarityWorker: ratings came in, and the lists that they change were put in place, under the version that serves.</summary>
public sealed record SimilaritiesRefreshed
{
    /// <summary>The version that the lists stand under.</summary>
    public required long Version { get; init; }

    /// <summary>The movies that were rated.</summary>
    public required IReadOnlyList<int> MovieIds { get; init; }

    /// <summary>How many lists changed, theirs and those of other movies, over all measures.</summary>
    public required int Lists { get; init; }

    /// <summary>The lists of the movies rated know every rating up to this sequence number.</summary>
    public long LastSequence { get; init; }
}
