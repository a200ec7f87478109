namespace MovieMesh.Storage.Ratings;

/// <summary>A rating and what was predicted before it was known.</summary>
/// <param name="Sequence">The sequence number of the rating's change.</param>
/// <param name="ModelVersion">The version that predicted.</param>
/// <param name="Predicted">The stars predicted.</param>
/// <param name="Stars">The stars given.</param>
/// <param name="ExperimentId">The experiment in which the version was the user's, if there was one.</param>
/// <param name="Place">
/// The place from 1 at which a movie that turned out to be liked stood in the user's list before; null for others, and for movies that the
/// model does not know.
/// </param>
public readonly record struct PrequentialScore(long Sequence, long ModelVersion, float Predicted, float Stars, long? ExperimentId = null, int? Place = null);
