namespace MovieMesh.Contracts.Api;

/// <summary>A queue that needs somebody's attention.</summary>
public sealed record QueueAlarm
{
    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>What is the matter, in words.</summary>
    public required string Problem { get; init; }
}
