namespace MovieMesh.Contracts.Api;

/// <summary>A message that its consumer could not handle.</summary>
public sealed record DeadLetter
{
    /// <summary>Names the letter. A message that was replayed and fails again is the same letter.</summary>
    public required Guid Id { get; init; }

    /// <summary>The queue it was in, and goes back to when it is replayed.</summary>
    public required string Queue { get; init; }

    /// <summary>The message's type, or null when it cannot be read.</summary>
    public string? MessageType { get; init; }

    /// <summary>When it failed last.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>How often it has failed.</summary>
    public required int Failures { get; init; }

    /// <summary>When it was put back into its queue, or null while it waits.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>The type of the exception that ended it.</summary>
    public required string ExceptionType { get; init; }

    /// <summary>Why, in the exception's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it was thrown; null in lists.</summary>
    public string? StackTrace { get; init; }

    /// <summary>The trace that the message is part of, or null when there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The message as text, as much as is kept of it; in lists the beginning.</summary>
    public required string Body { get; init; }

    /// <summary>How many bytes the message has in all.</summary>
    public required int Size { get; init; }
}
