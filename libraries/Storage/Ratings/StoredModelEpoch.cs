namespace MovieMesh.Storage.Ratings;

/// <summary>One epoch of a training run.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainRmse">Root mean squared error on the ratings trained on, in stars.</param>
/// <param name="HeldOutRmse">Root mean squared error on the ratings held out, in stars.</param>
/// <param name="Seconds">Seconds from the start of training to the end of this epoch.</param>
public sealed record StoredModelEpoch(int Epoch, double TrainRmse, double HeldOutRmse, double Seconds);
