namespace MovieMesh.Storage.Ratings;

/// <summary>A message that no consumer could handle.</summary>
public sealed record StoredDeadLetter
{
    /// <summary>Names the letter.</summary>
    public required Guid Id { get; init; }

    /// <summary>The queue it was in.</summary>
    public required string Queue { get; init; }

    /// <summary>What its sender named it, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary>The message's type, or null when it cannot be read.</summary>
    public string? MessageType { get; init; }

    /// <summary>How the body is written, or null when nobody said.</summary>
    public string? ContentType { get; init; }

    /// <summary>The message's headers as a JSON object.</summary>
    public required string Headers { get; init; }

    /// <summary>The body, or the beginning of it.</summary>
    public required byte[] Body { get; init; }

    /// <summary>How many bytes the body has in all.</summary>
    public required int Size { get; init; }

    /// <summary>The type of the exception that ended it.</summary>
    public required string ExceptionType { get; init; }

    /// <summary>Why, in the exception's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it was thrown.</summary>
    public string? StackTrace { get; init; }

    /// <summary>The trace that the message is part of, or null when there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary>How often it has failed; more than once when it was replayed.</summary>
    public int Failures { get; init; } = 1;

    /// <summary>When it failed last.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>When it was put back into its queue, or null while it waits.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }
}
