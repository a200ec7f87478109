using MovieMesh.QueryApi.Models;
using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.QueryApi.Users;

/// <summary>A user as one version of the model sees one.</summary>
/// <param name="Model">The model.</param>
/// <param name="Ratings">The ratings that the vector was solved from.</param>
/// <param name="Vector">The vector.</param>
internal sealed record FoldedUser(ServedModel Model, UserRatings Ratings, UserVector Vector);
