namespace MovieMesh.Contracts.Api;

/// <summary>A predicted rating taken apart: the parts add up to the prediction before it is kept within the scale of stars.</summary>
public sealed record PredictionParts
{
    /// <summary>The mean of all ratings.</summary>
    public required float Mean { get; init; }

    /// <summary>How much more generous than others the user is.</summary>
    public required float UserBias { get; init; }

    /// <summary>How much better than others the movie is rated.</summary>
    public required float MovieBias { get; init; }

    /// <summary>How well the movie meets the user's taste.</summary>
    public required float Taste { get; init; }

    /// <summary>The sum of the parts.</summary>
    public required float Sum { get; init; }

    /// <summary>What each movie that the user rated adds, largest first: together the user bias and the taste, exactly.</summary>
    public required IReadOnlyList<PredictionContribution> Contributions { get; init; }
}
