using System.Diagnostics;
using MovieMesh.QueryApi.Models;
using MovieMesh.Recommenders;

namespace MovieMesh.QueryApi.Users;

/// <summary>Folds users in, measured and traced.</summary>
internal sealed class Folding(QueryApiMetrics metrics, TimeProvider time)
{
    private static readonly ActivitySource Source = new("MovieMesh.QueryApi");

    public FoldedUser FoldIn(ServedModel model, UserRatings ratings, ReadOnlySpan<ItemInteraction> interactions = default)
    {
        using var activity = Source.StartActivity("fold in user");
        activity?.SetTag("moviemesh.model.version", model.Version);
        activity?.SetTag("moviemesh.user.ratings", ratings.Standing.Length);
        var started = time.GetTimestamp();
        var profile = model.Model.FoldIn(ratings.Standing, interactions);
        metrics.FoldedIn(time.GetElapsedTime(started));
        return new FoldedUser(model, ratings, profile);
    }
}
