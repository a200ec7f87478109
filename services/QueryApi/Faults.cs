using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi;

/// <summary>Tells faults that pass from faults that stay.</summary>
internal static class Faults
{
    public static bool IsStoreAway(Exception exception) => exception is CacheUnavailableException || RatingsStoreExtensions.IsRatingsStoreAway(exception);
}
