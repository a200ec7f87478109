namespace MovieMesh.Contracts.Api;

/// <summary>A user similar to another.</summary>
public sealed record SimilarUser
{
    /// <summary>The user.</summary>
    public required int UserId { get; init; }

    /// <summary>The similarity, 0 to 1; larger is more alike.</summary>
    public required float Similarity { get; init; }

    /// <summary>How many movies both rated.</summary>
    public required int CommonMovies { get; init; }

    /// <summary>How many movies this user rated.</summary>
    public required int Ratings { get; init; }
}
