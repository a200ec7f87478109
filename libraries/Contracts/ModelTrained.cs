namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: a run ended with a model, saved under its version but not yet serving.</summary>
public sealed record ModelTrained
{
    /// <summary>The run, which is the model's version.</summary>
    public required long RunId { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars; null for a model that predicts none.</summary>
    public double? HeldOutRmse { get; init; }

    /// <summary>NDCG@10 of the full ranking on the ratings held out, liked ones being relevant; null where nobody's liked ratings were held out.</summary>
    public double? HeldOutNdcg { get; init; }

    /// <summary>Seconds from start to saved.</summary>
    public required double Seconds { get; init; }
}
