namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A message that no consumer could handle; it waits while it was not replayed.</summary>
internal sealed class DeadLetterRow
{
    public required Guid Id { get; set; }

    public required string Queue { get; set; }

    public string? MessageId { get; set; }

    public string? MessageType { get; set; }

    public string? ContentType { get; set; }

    public required string Headers { get; set; }

    public required byte[] Body { get; set; }

    public required int Size { get; set; }

    public required string ExceptionType { get; set; }

    public required string Reason { get; set; }

    public string? StackTrace { get; set; }

    public string? TraceId { get; set; }

    public required int Failures { get; set; }

    public required DateTimeOffset FailedAt { get; set; }

    public DateTimeOffset? ReplayedAt { get; set; }
}
