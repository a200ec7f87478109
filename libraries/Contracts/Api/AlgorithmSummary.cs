namespace MovieMesh.Contracts.Api;

/// <summary>An algorithm that a model can be trained with.</summary>
public sealed record AlgorithmSummary
{
    /// <summary>The name, for requests.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether it predicts stars; if not, it puts movies in an order.</summary>
    public required bool PredictsStars { get; init; }
}
