using MovieMesh.Recommenders;

namespace MovieMesh.QueryApi.Models;

/// <summary>A model as it serves.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Model">The model, without its trained users: every user is folded in.</param>
internal sealed record ServedModel(long Version, RecommenderModel Model);
