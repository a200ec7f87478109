namespace MovieMesh.Contracts.Api;

/// <summary>The stars that a user is expected to give a movie.</summary>
public sealed record Prediction
{
    /// <summary>The user.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie.</summary>
    public required int MovieId { get; init; }

    /// <summary>Half a star to five stars.</summary>
    public required float PredictedStars { get; init; }

    /// <summary>The version of the model.</summary>
    public required long ModelVersion { get; init; }

    /// <summary>The arm of the experiment that served: <c>control</c> or <c>challenger</c>; null while no experiment runs.</summary>
    public string? Arm { get; init; }

    /// <summary>Whether the ratings database could not be asked for the user, so that the prediction is by what was known without, which may be nothing.</summary>
    public bool Stale { get; init; }

    /// <summary>What the prediction is made of, when asked for and the model's predictions have parts.</summary>
    public PredictionParts? Parts { get; init; }

    /// <summary>
    /// What each movie that the user rated adds to this movie's place in the user's list, largest first, in the score of what ranks (stars
    /// where that predicts them); when asked for,
    /// and the ranking is such a sum.
    /// </summary>
    public IReadOnlyList<PredictionContribution>? PlaceContributions { get; init; }
}
