namespace MovieMesh.Recommenders.Baselines;

/// <summary>Settings of <see cref="GlobalMeanTrainer"/>: there are none.</summary>
public sealed class GlobalMeanOptions;
