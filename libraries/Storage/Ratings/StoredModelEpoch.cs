namespace MovieMesh.Storage.Ratings;

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainError">
/// The error on the ratings trained on: root mean squared in stars for algorithms that predict stars, else the loss that the algorithm minimizes; null where it has none.
/// </param>
/// <param name="HeldOutError">The same on the ratings held out.</param>
/// <param name="Seconds">Seconds from the start of training to the end of this epoch.</param>
/// <param name="Part">The part of a pair whose epoch and errors these are; null for a model that is no pair.</param>
public sealed record StoredModelEpoch(int Epoch, double? TrainError, double? HeldOutError, double Seconds, string? Part = null);
