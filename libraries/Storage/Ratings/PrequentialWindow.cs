namespace MovieMesh.Storage.Ratings;

/// <summary>The error of one version over some ratings in a row.</summary>
/// <param name="ModelVersion">The version.</param>
/// <param name="Ratings">How many ratings there were.</param>
/// <param name="Rmse">Root mean squared error in stars.</param>
/// <param name="Mae">Mean absolute error in stars.</param>
/// <param name="From">When the first was predicted.</param>
/// <param name="To">When the last was.</param>
public sealed record PrequentialWindow(long ModelVersion, long Ratings, double Rmse, double Mae, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Where the movies that turned out to be liked stood in their users' lists before; null when there were none.</summary>
    public PrequentialPlaces? Places { get; init; }
}
