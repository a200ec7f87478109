namespace MovieMesh.Contracts.Api;

/// <summary>The stars that a user gives a movie.</summary>
public sealed record UserStars
{
    /// <summary>The user who rates.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie rated.</summary>
    public required int MovieId { get; init; }

    /// <summary>Half a star to five stars, in half steps.</summary>
    public required float Stars { get; init; }
}
