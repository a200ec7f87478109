namespace MovieMesh.Contracts.Api;

/// <summary>The body of a request to train.</summary>
public sealed record RequestTraining
{
    /// <summary>The algorithm's name, or null for the default.</summary>
    public string? Algorithm { get; init; }
}
