namespace MovieMesh.Contracts.Api;

/// <summary>A user as lists show it.</summary>
public sealed record UserSummary
{
    /// <summary>The user's id.</summary>
    public required int Id { get; init; }

    /// <summary>How many movies the user has rated.</summary>
    public required int Ratings { get; init; }

    /// <summary>Whether the user came through this system rather than with a data set.</summary>
    public required bool IsVisitor { get; init; }
}
