namespace MovieMesh.Messaging;

/// <summary>A message that its consumer could not handle, and why.</summary>
public sealed record DeadLetter
{
    /// <summary>The same for one message of one queue, however often it is delivered, replayed, and fails again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The message. Of one larger than <see cref="MessagingOptions.LargestMessage"/>, only the beginning of its body.</summary>
    public required QueuedMessage Message { get; init; }

    /// <summary>How many bytes the body has in all.</summary>
    public required int Size { get; init; }

    /// <summary>The message's type, or null when it cannot be read.</summary>
    public string? MessageType { get; init; }

    /// <summary>The type of the exception that ended it.</summary>
    public required string ExceptionType { get; init; }

    /// <summary>Why, in the exception's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it was thrown.</summary>
    public string? StackTrace { get; init; }

    /// <summary>The trace that the message is part of, or null when there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary>When it was given up.</summary>
    public required DateTimeOffset FailedAt { get; init; }
}
