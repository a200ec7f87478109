namespace MovieMesh.Workbench.Benchmarks;

/// <summary>One row of <c>bench similarity</c>.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Measure">The measure or measures.</param>
/// <param name="Seconds">From the ratings in memory to all lists.</param>
/// <param name="ProcessorSeconds">The time that processors worked on it: about twice the seconds on two cores that have nothing else to do.</param>
/// <param name="Target">The time to stay below, in seconds, on two cores; 0 where there is none.</param>
/// <param name="Pairs">How many pairs of ratings of one user, or of movies, were looked at.</param>
/// <param name="Lists">Movies with at least one neighbour, over all measures.</param>
/// <param name="Bytes">What the lists take in Redis, keys and Redis' own structures apart.</param>
/// <param name="Megabytes">The most memory that the process held.</param>
internal sealed record SimilarityFigure(string Data, string Measure, double Seconds, double ProcessorSeconds, double Target, double Pairs, long Lists, long Bytes, double Megabytes);
