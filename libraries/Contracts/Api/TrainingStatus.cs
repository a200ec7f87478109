namespace MovieMesh.Contracts.Api;

/// <summary>How the newest training run stands.</summary>
public sealed record TrainingStatus
{
    /// <summary>The run.</summary>
    public required long RunId { get; init; }

    /// <summary>Its state.</summary>
    public required ModelRunState State { get; init; }

    /// <summary>Epochs done.</summary>
    public required int Epoch { get; init; }

    /// <summary>The most epochs that the run may take.</summary>
    public required int Epochs { get; init; }
}
