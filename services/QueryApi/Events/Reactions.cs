using MovieMesh.Contracts;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.Recommending;
using MovieMesh.QueryApi.Status;
using MovieMesh.QueryApi.Users;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Events;

/// <summary>What the gateway's memory does when something happens in the mesh.</summary>
internal sealed class Reactions(
    UserStates users,
    EveryRating everyRating,
    CatalogueFeed catalogue,
    Trending trending,
    ServingModel model,
    ServingExperiment experiment,
    SimilarLists similar,
    Uploads uploads,
    WishIndex wishes,
    MeshStatusReader status,
    ILogger<Reactions> logger)
{
    public void RatingsRecorded(RatingsRecorded recorded)
    {
        everyRating.Changed();
        users.Apply(recorded.Ratings);
        catalogue.Refresh(recorded.Ratings.Select(rating => rating.MovieId));
        foreach (var rating in recorded.Ratings)
        {
            // A change of mind is no new attention.
            if (rating is { Stars: not null, PreviousStars: null })
            {
                trending.Add(new DatedRating(rating.MovieId, rating.RatedAt));
            }
        }
    }

    public void DatasetImported(Guid importId)
    {
        uploads.Forget(importId);
        DataChanged();
    }

    private void DataChanged()
    {
        users.Doubt();
        wishes.Forget();
        everyRating.Changed();
        catalogue.Reload();
        status.Changed();
    }

    public void ModelPromoted()
    {
        model.Look();
        status.Changed();
    }

    public void ExperimentChanged()
    {
        experiment.Look();
        status.Changed();
    }

    public void SimilaritiesPublished()
    {
        similar.Published();
        status.Changed();
    }

    public void SimilaritiesRefreshed() => similar.Published();

    public void StatusChanged() => status.Changed();

    /// <summary>The replica listens (again): whatever happened before was not heard, so the stores are asked.</summary>
    public void Connected()
    {
        Log.CaughtUp(logger);
        SimilaritiesPublished();
        ModelPromoted();
        ExperimentChanged();
        DataChanged();
    }
}
