namespace MovieMesh.Contracts.Api;

/// <summary>One epoch of a training run.</summary>
public sealed record ModelEpoch
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Root mean squared error on the ratings trained on, in stars.</summary>
    public required double TrainRmse { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars.</summary>
    public required double HeldOutRmse { get; init; }

    /// <summary>Seconds from the start of training to the end of this epoch.</summary>
    public required double Seconds { get; init; }
}
