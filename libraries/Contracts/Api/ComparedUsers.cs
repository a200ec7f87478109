namespace MovieMesh.Contracts.Api;

/// <summary>How alike some users are to each other: row and column i belong to user i.</summary>
public sealed record ComparedUsers
{
    /// <summary>The measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Whether the ratings database could not be asked for what was recorded since the last answer.</summary>
    public bool Stale { get; init; }

    /// <summary>The users, in the order of rows and columns.</summary>
    public required IReadOnlyList<int> UserIds { get; init; }

    /// <summary>Row by row, −1 to 1; 1 on the diagonal, 0 where two have too little in common to say.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Similarities { get; init; }

    /// <summary>Row by row how many movies both rated; on the diagonal, how many the user rated.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> CommonMovies { get; init; }
}
