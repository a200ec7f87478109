using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Storage;

/// <summary>Tells faults that pass from faults that stay.</summary>
public static class StoreFaults
{
    /// <summary>Whether an exception means that PostgreSQL or Redis is away for now, so that waiting helps.</summary>
    public static bool IsAway(Exception exception) => exception is CacheUnavailableException || RatingsStoreExtensions.IsRatingsStoreAway(exception);
}
