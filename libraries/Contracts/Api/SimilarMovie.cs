namespace MovieMesh.Contracts.Api;

/// <summary>A neighbour of a movie.</summary>
public sealed record SimilarMovie
{
    /// <summary>The neighbour.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>The similarity, -1 to 1; higher is more alike.</summary>
    public required float Similarity { get; init; }

    /// <summary>How many users rated both; null where the list does not say.</summary>
    public int? CoRaters { get; init; }
}
