namespace MovieMesh.Contracts;

/// <summary>Event from TrainingWorker: a run led to no new serving model.</summary>
public sealed record ModelRejected
{
    /// <summary>The run.</summary>
    public required long RunId { get; init; }

    /// <summary>The version that goes on serving, if any.</summary>
    public long? ChampionVersion { get; init; }

    /// <summary>Why, in one line, with the figures.</summary>
    public required string Reason { get; init; }
}
