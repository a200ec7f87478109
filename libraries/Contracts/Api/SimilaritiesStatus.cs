namespace MovieMesh.Contracts.Api;

/// <summary>The top-k similar lists of the model that serves.</summary>
public sealed record SimilaritiesStatus
{
    /// <summary>Measures whose lists are published for the serving model.</summary>
    public required IReadOnlyList<string> Published { get; init; }

    /// <summary>Measures that the mesh keeps.</summary>
    public required IReadOnlyList<string> Expected { get; init; }
}
