namespace MovieMesh.Contracts.Api;

/// <summary>What came of replaying all dead letters.</summary>
public sealed record DeadLettersReplayed
{
    /// <summary>How many are back in their queues.</summary>
    public required int Replayed { get; init; }

    /// <summary>How many wait (still, or again).</summary>
    public required int Waiting { get; init; }
}
