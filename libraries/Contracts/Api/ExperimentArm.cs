namespace MovieMesh.Contracts.Api;

/// <summary>One of the two models of an experiment, and how well it predicts the ratings of its users.</summary>
public sealed record ExperimentArm
{
    /// <summary><c>control</c> or <c>challenger</c>.</summary>
    public required string Arm { get; init; }

    /// <summary>The model's version.</summary>
    public required long ModelVersion { get; init; }

    /// <summary>Its algorithm; null when its run is forgotten.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The share of users it serves, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Its error on the ratings held out of its training, to compare with.</summary>
    public double? HeldOutRmse { get; init; }

    /// <summary>The NDCG@10 of its lists on those ratings, likewise.</summary>
    public double? HeldOutNdcg { get; init; }

    /// <summary>Its error on the ratings that its users gave during the experiment, each predicted before it was known; null before the first, and for a model that predicts no stars.</summary>
    public PrequentialError? Prequential { get; init; }
}
