namespace MovieMesh.Contracts.Api;

/// <summary>How well a model predicts the ratings that come in while it serves, each before it is known.</summary>
public sealed record PrequentialModel
{
    /// <summary>The model's version.</summary>
    public required long Version { get; init; }

    /// <summary>Its algorithm; null when its run is forgotten.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Whether it serves now.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>Its arm in the experiment that runs: <c>control</c> or <c>challenger</c>; null when it is in none.</summary>
    public string? Arm { get; init; }

    /// <summary>Its error on the ratings held out of its training, to compare with.</summary>
    public double? HeldOutRmse { get; init; }

    /// <summary>The NDCG@10 of its lists on those ratings, likewise.</summary>
    public double? HeldOutNdcg { get; init; }

    /// <summary>The error over its newest ratings, by the size of the window: <c>last100</c>, <c>last1000</c>, <c>last10000</c>. A window that is not full has as many as there are.</summary>
    public required IReadOnlyDictionary<string, PrequentialError> Windows { get; init; }

    /// <summary>The error block after block of a hundred ratings, oldest first, up to the newest thirty blocks; for models that serve only.</summary>
    public required IReadOnlyList<PrequentialError> Curve { get; init; }
}
