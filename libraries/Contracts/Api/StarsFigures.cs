namespace MovieMesh.Contracts.Api;

/// <summary>How many ratings gave so many stars.</summary>
public sealed record StarsFigures
{
    /// <summary>Half a star to five stars.</summary>
    public required double Stars { get; init; }

    /// <summary>How many ratings gave them.</summary>
    public required long Ratings { get; init; }
}
