namespace MovieMesh.Contracts;

/// <summary>Command to Ingestion: record that a user gave a movie so many stars.</summary>
/// <remarks>For one user and movie the submission with the newest <see cref="RatedAt"/> wins, in whatever order submissions arrive and however often.</remarks>
public sealed record SubmitRating
{
    /// <summary>The user who rates.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie rated.</summary>
    public required int MovieId { get; init; }

    /// <summary>Half a star to five stars, in half steps.</summary>
    public required float Stars { get; init; }

    /// <summary>When the gateway accepted it, in whole microseconds (the store's precision).</summary>
    public required DateTimeOffset RatedAt { get; init; }
}
