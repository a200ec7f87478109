namespace MovieMesh.Contracts;

/// <summary>Event from Ingestion when a dead letter came in, and from QueryApi when some were replayed or discarded.</summary>
public sealed record DeadLettersChanged
{
    /// <summary>What became of them: <c>arrived</c>, <c>replayed</c> or <c>discarded</c>.</summary>
    public required string Change { get; init; }

    /// <summary>How many letters that was.</summary>
    public required int Letters { get; init; }

    /// <summary>The queue of a single letter.</summary>
    public string? Queue { get; init; }
}
