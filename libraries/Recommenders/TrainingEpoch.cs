namespace MovieMesh.Recommenders;

/// <summary>The figures of one finished epoch (sweep, iteration).</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The most epochs there will be.</param>
/// <param name="TrainError">
/// The error on what is learned from: for algorithms that predict stars the root mean squared error in stars, predictions clamped to the scale; for others
/// the loss per observation that the algorithm minimizes, NaN where computing it would cost more than the epoch.
/// </param>
/// <param name="HeldOutError">The same on the held-out ratings; null when there are none.</param>
/// <param name="Elapsed">Time since training began, evaluation included.</param>
public sealed record TrainingEpoch(int Epoch, int Epochs, double TrainError, double? HeldOutError, TimeSpan Elapsed)
{
    /// <summary>
    /// The part of a pair whose epoch it is and whose errors these are: see <see cref="Blending.PairTrainer"/>. Null for a model that is no
    /// pair.
    /// </summary>
    public string? Part { get; init; }

    /// <summary>The epoch of that part alone, from 1; 0 for a model that is no pair.</summary>
    public int PartEpoch { get; init; }
}
