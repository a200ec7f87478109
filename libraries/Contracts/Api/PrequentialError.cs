namespace MovieMesh.Contracts.Api;

/// <summary>The error of predictions made before the ratings were known, over some ratings in a row.</summary>
public sealed record PrequentialError
{
    /// <summary>How many ratings there were.</summary>
    public required long Ratings { get; init; }

    /// <summary>Root mean squared error in stars.</summary>
    public required double Rmse { get; init; }

    /// <summary>Mean absolute error in stars.</summary>
    public required double Mae { get; init; }

    /// <summary>When the first was predicted.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When the last was.</summary>
    public required DateTimeOffset To { get; init; }
}
