using MovieMesh.QueryApi.Models;
using MovieMesh.Recommenders;

namespace MovieMesh.QueryApi.Users;

/// <summary>A user as one version of the model sees one.</summary>
/// <param name="Model">The model.</param>
/// <param name="Ratings">The ratings that the profile was made from.</param>
/// <param name="Profile">The profile.</param>
internal sealed record FoldedUser(ServedModel Model, UserRatings Ratings, UserProfile Profile);
