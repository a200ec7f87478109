namespace MovieMesh.QueryApi.Models;

/// <summary>The model that serves someone.</summary>
/// <param name="Model">The model; null before the first.</param>
/// <param name="Arm">Its arm in the experiment that runs, or null.</param>
internal readonly record struct ModelChoice(ServedModel? Model, string? Arm);
