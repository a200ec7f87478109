namespace MovieMesh.Contracts.Api;

/// <summary>A movie that comes near what was asked for in words.</summary>
public sealed record WordMatch
{
    /// <summary>The movie.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>How near, at most 1.</summary>
    public required float Score { get; init; }

    /// <summary>What of the wish it has, what counted most first.</summary>
    public required IReadOnlyList<string> Matched { get; init; }
}
