namespace MovieMesh.Contracts.Api;

/// <summary>How it stands with a queue of the mesh.</summary>
public sealed record QueueStatus
{
    /// <summary>The queue.</summary>
    public required string Name { get; init; }

    /// <summary>The service that reads it.</summary>
    public required string Service { get; init; }

    /// <summary>How many messages wait in it, or null when there is no such queue (yet).</summary>
    public int? Messages { get; init; }

    /// <summary>How many replicas of the service read it or stand by to, or null when there is no such queue (yet).</summary>
    public int? Replicas { get; init; }

    /// <summary>How many of its messages could not be handled and wait for an administrator.</summary>
    public required int DeadLetters { get; init; }
}
