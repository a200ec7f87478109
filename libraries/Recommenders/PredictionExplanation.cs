namespace MovieMesh.Recommenders;

/// <summary>A folded-in prediction taken apart, exactly: <see cref="Baseline"/> + Σ contributions = <see cref="Score"/> (up to rounding).</summary>
/// <param name="ItemId">The item whose score is explained.</param>
/// <param name="Score">The prediction before clamping, in stars.</param>
/// <param name="Baseline">μ + b_item: what is predicted for a user of whom nothing is known.</param>
/// <param name="Contributions">One for each rating of an item known to the model, largest magnitude first; equal ones by ascending item id.</param>
public sealed record PredictionExplanation(int ItemId, float Score, float Baseline, IReadOnlyList<RatingContribution> Contributions);
