namespace MovieMesh.Contracts.Api;

/// <summary>The body of feedback beyond stars.</summary>
public sealed record GiveFeedback
{
    /// <summary>The movie.</summary>
    public required int MovieId { get; init; }

    /// <summary>What was done with it.</summary>
    public required FeedbackKind Kind { get; init; }
}
