namespace MovieMesh.Workbench.Benchmarks;

/// <summary>What came of a steady rate of ratings.</summary>
/// <param name="Sent">Ratings sent and answered 202.</param>
/// <param name="Missed">Those that a read with their token did not see.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Accepting">From the request to its 202.</param>
/// <param name="Seeing">From the 202 to the list that knows the rating.</param>
/// <param name="Refreshing">From the 202 to the news that the similar lists of the movie know the rating.</param>
/// <param name="Unrefreshed">Ratings of which no such news came.</param>
/// <param name="Queueing">By how much a rating was sent later than the rate wanted: much of it means that this machine could not keep the rate.</param>
internal sealed record FreshnessFigure(long Sent, long Missed, TimeSpan Elapsed, Percentiles Accepting, Percentiles Seeing, Percentiles Refreshing, long Unrefreshed, Percentiles Queueing);
