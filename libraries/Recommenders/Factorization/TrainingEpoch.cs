namespace MovieMesh.Recommenders.Factorization;

/// <summary>The figures of one finished epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The most epochs there will be.</param>
/// <param name="TrainRmse">Root mean squared error on the training ratings in stars, predictions clamped to the scale.</param>
/// <param name="HeldOutRmse">The same on the held-out ratings; null when there are none.</param>
/// <param name="Elapsed">Time since training began, evaluation included.</param>
public sealed record TrainingEpoch(int Epoch, int Epochs, double TrainRmse, double? HeldOutRmse, TimeSpan Elapsed);
