namespace MovieMesh.Contracts.Api;

/// <summary>What one rating adds to the prediction of another.</summary>
public sealed record PredictionContribution
{
    /// <summary>The movie that the user rated.</summary>
    public required MovieSummary Movie { get; init; }

    /// <summary>The stars given.</summary>
    public required float Stars { get; init; }

    /// <summary>The part of the prediction that is due to it, in stars, of either sign.</summary>
    public required float Contribution { get; init; }
}
