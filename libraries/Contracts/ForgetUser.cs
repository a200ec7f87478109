namespace MovieMesh.Contracts;

/// <summary>Command to Ingestion: take back all that a user rated up to a moment, and delete their feedback.</summary>
public sealed record ForgetUser
{
    /// <summary>The user.</summary>
    public required int UserId { get; init; }

    /// <summary>When they asked for it; what was rated later stays.</summary>
    public required DateTimeOffset AskedAt { get; init; }
}
