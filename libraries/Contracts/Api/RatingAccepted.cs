namespace MovieMesh.Contracts.Api;

/// <summary>The answer to a rating or its withdrawal: it will not be lost.</summary>
public sealed record RatingAccepted
{
    /// <summary>The user who rated.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie rated.</summary>
    public required int MovieId { get; init; }

    /// <summary>The stars given, or null for a withdrawal.</summary>
    public float? Stars { get; init; }

    /// <summary>When the gateway accepted it.</summary>
    public required DateTimeOffset RatedAt { get; init; }

    /// <summary>The read token: a read of this user that carries it waits, bounded, until the rating is seen.</summary>
    public required string Token { get; init; }
}
