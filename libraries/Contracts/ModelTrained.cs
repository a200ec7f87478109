namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: a run ended with a model, saved under its version but not yet serving.</summary>
public sealed record ModelTrained
{
    /// <summary>The run, which is the model's version.</summary>
    public required long RunId { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars.</summary>
    public required double HeldOutRmse { get; init; }

    /// <summary>Seconds from start to saved.</summary>
    public required double Seconds { get; init; }
}
