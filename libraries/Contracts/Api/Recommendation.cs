namespace MovieMesh.Contracts.Api;

/// <summary>A movie recommended.</summary>
public sealed record Recommendation
{
    /// <summary>The movie.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>The stars that the user is expected to give, or null when no model could say.</summary>
    public float? PredictedStars { get; init; }

    /// <summary>The movies rated well that speak most for its place, strongest first; empty when the list is not personal.</summary>
    public required IReadOnlyList<MovieSummary> Because { get; init; }
}
