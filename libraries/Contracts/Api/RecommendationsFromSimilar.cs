namespace MovieMesh.Contracts.Api;

/// <summary>What the users most similar to one loved, and that one has not rated.</summary>
public sealed record RecommendationsFromSimilar
{
    /// <summary>The user.</summary>
    public required int UserId { get; init; }

    /// <summary>The measure by which users are similar.</summary>
    public required string Measure { get; init; }

    /// <summary>Whether the ratings database could not be asked for what was recorded since the last answer.</summary>
    public bool Stale { get; init; }

    /// <summary>How many similar users there are to go by, as many as asked for at most.</summary>
    public required int Neighbours { get; init; }

    /// <summary>The movies: by score, then by the number of neighbours who loved them, their mean stars, and id.</summary>
    public required IReadOnlyList<LovedMovie> Items { get; init; }
}
