namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: a training run finished one pass over the ratings.</summary>
public sealed record EpochCompleted
{
    /// <summary>The run.</summary>
    public required long RunId { get; init; }

    /// <summary>The epoch that ended, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The most epochs that the run may take.</summary>
    public required int Epochs { get; init; }

    /// <summary>Root mean squared error on the ratings trained on, in stars.</summary>
    public required double TrainRmse { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars.</summary>
    public required double HeldOutRmse { get; init; }
}
