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

    /// <summary>The error on the ratings trained on: root mean squared in stars where the algorithm predicts stars, else its loss; null where it has none.</summary>
    public double? TrainError { get; init; }

    /// <summary>The same on the ratings held out.</summary>
    public double? HeldOutError { get; init; }

    /// <summary>
    /// The part of a pair whose epoch and errors these are, <c>ranker</c> or <c>stars</c>; null for a model that is no pair.
    /// </summary>
    public string? Part { get; init; }
}
