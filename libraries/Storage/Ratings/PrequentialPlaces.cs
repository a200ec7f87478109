namespace MovieMesh.Storage.Ratings;

/// <summary>Where movies that turned out to be liked stood in their users' lists before they were rated.</summary>
/// <param name="Liked">How many there were.</param>
/// <param name="Median">The median place, from 1.</param>
/// <param name="ReciprocalMean">The mean of 1 / place, above 0 to 1.</param>
/// <param name="HitShare">The share that stood among the first ten, 0 to 1.</param>
public sealed record PrequentialPlaces(long Liked, double Median, double ReciprocalMean, double HitShare);
