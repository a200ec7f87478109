namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: this version now serves.</summary>
public sealed record ModelPromoted
{
    /// <summary>The model's version.</summary>
    public required long Version { get; init; }

    /// <summary>The version that served before, if any.</summary>
    public long? PreviousVersion { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars.</summary>
    public required double HeldOutRmse { get; init; }
}
