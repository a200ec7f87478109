namespace MovieMesh.Contracts;

/// <summary>Command to Ingestion: record what a user did with a movie, or that they took it back.</summary>
/// <remarks>Of each user, movie and kind the newest stands, in whatever order commands arrive and however often.</remarks>
public sealed record RecordFeedback
{
    /// <summary>The user.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie.</summary>
    public required int MovieId { get; init; }

    /// <summary>What was done.</summary>
    public required FeedbackKind Kind { get; init; }

    /// <summary>When the gateway accepted it, in whole microseconds (the store's precision).</summary>
    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>Whether it is taken back.</summary>
    public bool IsWithdrawn { get; init; }
}
