namespace MovieMesh.Recommenders.Networks;

/// <summary>The two parts of the loss of a variational autoencoder in one epoch, in nats per movie.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Reconstruction">What it took to say the movie's pieces and words, given its vector.</param>
/// <param name="Kl">How far the vectors' distributions were from a standard normal one.</param>
public readonly record struct VaeLoss(int Epoch, float Reconstruction, float Kl);
