namespace MovieMesh.Contracts.Api;

/// <summary>The body of a rating.</summary>
public sealed record RateMovie
{
    /// <summary>Half a star to five stars, in half steps.</summary>
    public required float Stars { get; init; }
}
