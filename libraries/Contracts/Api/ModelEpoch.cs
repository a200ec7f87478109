namespace MovieMesh.Contracts.Api;

/// <summary>One epoch of a training run.</summary>
public sealed record ModelEpoch
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The error on the ratings trained on: root mean squared in stars where the algorithm predicts stars, else its loss; null where it has none.</summary>
    public double? TrainError { get; init; }

    /// <summary>The same on the ratings held out.</summary>
    public double? HeldOutError { get; init; }

    /// <summary>Seconds from the start of training to the end of this epoch.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// The part of a pair whose epoch and errors these are, <c>ranker</c> (1 − NDCG@10 on the ratings held out) or <c>stars</c>; null for a
    /// model that is no pair.
    /// </summary>
    public string? Part { get; init; }
}
