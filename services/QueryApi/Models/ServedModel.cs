using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.QueryApi.Models;

/// <summary>A model as it serves.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Factors">The model, without its trained users: every user is folded in.</param>
internal sealed record ServedModel(long Version, FactorModel Factors)
{
    /// <summary>The algorithm's name in answers.</summary>
    public const string Algorithm = "als";
}
