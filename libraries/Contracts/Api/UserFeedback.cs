namespace MovieMesh.Contracts.Api;

/// <summary>What a user did with a movie, and when last.</summary>
public sealed record UserFeedback
{
    /// <summary>The movie.</summary>
    public required int MovieId { get; init; }

    /// <summary>The movie in words, in lists.</summary>
    public MovieSummary? Movie { get; init; }

    /// <summary>What was done with it.</summary>
    public required FeedbackKind Kind { get; init; }

    /// <summary>When the gateway accepted it.</summary>
    public required DateTimeOffset GivenAt { get; init; }
}
