namespace MovieMesh.Contracts.Api;

/// <summary>Stars given to a movie.</summary>
public sealed record MovieStars
{
    /// <summary>The movie.</summary>
    public required int MovieId { get; init; }

    /// <summary>Half a star to five stars, in half steps.</summary>
    public required float Stars { get; init; }
}
