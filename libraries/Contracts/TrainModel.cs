namespace MovieMesh.Contracts;

/// <summary>Command to TrainingWorker: train a model on all ratings recorded so far.</summary>
public sealed record TrainModel
{
    /// <summary>Identifies the request; the run that it leads to carries it too.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The algorithm's name, or null for the default.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Why, for people: <c>import</c>, <c>volume</c>, <c>drift</c>, <c>age</c>, <c>request</c>, <c>cache lost</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the model shall serve if it is no worse than the one that does; else it is only kept.</summary>
    public bool Promote { get; init; } = true;

    /// <summary>The newest run when this was asked for; the command is void when a newer one has begun since. Null is never void.</summary>
    public long? AfterRun { get; init; }
}
