namespace MovieMesh.Contracts.Api;

/// <summary>The answer to a request to train.</summary>
public sealed record TrainingAccepted
{
    /// <summary>The request; <see cref="TrainingStarted"/> carries it too.</summary>
    public required Guid RequestId { get; init; }
}
