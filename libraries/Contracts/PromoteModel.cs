namespace MovieMesh.Contracts;

/// <summary>Command to TrainingWorker: make this version serve, whatever its figures.</summary>
public sealed record PromoteModel
{
    /// <summary>The version.</summary>
    public required long Version { get; init; }

    /// <summary>Why, for people: <c>promote</c> or <c>rollback</c>.</summary>
    public required string Reason { get; init; }
}
