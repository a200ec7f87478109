namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: this version now serves.</summary>
public sealed record ModelPromoted
{
    /// <summary>The model's version.</summary>
    public required long Version { get; init; }

    /// <summary>The version that served before, if any.</summary>
    public long? PreviousVersion { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars; null for a model that predicts none.</summary>
    public double? HeldOutRmse { get; init; }

    /// <summary>NDCG@10 of the full ranking on the ratings held out, liked ones being relevant; null where nobody's liked ratings were held out.</summary>
    public double? HeldOutNdcg { get; init; }
}
