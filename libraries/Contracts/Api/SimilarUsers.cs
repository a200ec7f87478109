namespace MovieMesh.Contracts.Api;

/// <summary>The users most similar to one.</summary>
public sealed record SimilarUsers
{
    /// <summary>The user.</summary>
    public required int UserId { get; init; }

    /// <summary>The measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Whether the ratings database could not be asked for what was recorded since the last answer.</summary>
    public bool Stale { get; init; }

    /// <summary>The neighbours, most similar first; equal ones by the movies in common, then by id.</summary>
    public required IReadOnlyList<SimilarUser> Items { get; init; }
}
