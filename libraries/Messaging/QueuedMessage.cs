namespace MovieMesh.Messaging;

/// <summary>A message as it stood in a queue, with all that it takes to put it back there.</summary>
public sealed record QueuedMessage
{
    /// <summary>The queue it was in.</summary>
    public required string Queue { get; init; }

    /// <summary>What its sender named it, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary>How its body is written, or null when nobody said.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its headers as a JSON object, without those that tell of its failure.</summary>
    public required string Headers { get; init; }

    /// <summary>Its body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
