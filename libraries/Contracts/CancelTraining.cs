namespace MovieMesh.Contracts;

/// <summary>Command to every TrainingWorker: whoever trains this run, end it without a model.</summary>
public sealed record CancelTraining
{
    /// <summary>The run.</summary>
    public required long RunId { get; init; }
}
