namespace MovieMesh.QueryApi.Movies;

/// <summary>Movies whose rating tells much of a taste: many know them, people differ about them, and together they cover the genres.</summary>
/// <remarks>
/// By turns the movie with the greatest ln(1 + n)·σ/(1 + c), n being its number of ratings, σ the standard deviation of their stars, and c how many movies chosen before share
/// one of its genres, on the mean over its genres. Popularity times entropy is how Rashid et al., "Getting to Know You" (2002), greet new users.
/// </remarks>
internal static class Informative
{
    // Beyond these nobody's newcomer knows them.
    private const int Candidates = 400;

    private const double HalfStar = 0.5;

    public static IReadOnlyList<CatalogueMovie> Choose(IReadOnlyList<CatalogueMovie> mostRatedFirst, int count)
    {
        var left = mostRatedFirst.Take(Candidates).Where(movie => movie.Statistics.Ratings > 1)
            .Select(movie => (Movie: movie, Score: Math.Log(1 + movie.Statistics.Ratings) * Deviation(movie.Statistics.Histogram))).ToList();
        var covered = new Dictionary<string, int>(StringComparer.Ordinal);
        var chosen = new List<CatalogueMovie>(count);
        while (chosen.Count < count && left.Count > 0)
        {
            var best = left.MaxBy(one => one.Score / (1 + Cover(one.Movie)));
            left.Remove(best);
            chosen.Add(best.Movie);
            foreach (var genre in best.Movie.Genres)
            {
                covered[genre] = covered.GetValueOrDefault(genre) + 1;
            }
        }

        return chosen;

        double Cover(CatalogueMovie movie) => movie.Genres.Count == 0 ? covered.Values.DefaultIfEmpty().Max() : movie.Genres.Average(genre => covered.GetValueOrDefault(genre));
    }

    private static double Deviation(int[] histogram)
    {
        var (count, sum, squares) = (0.0, 0.0, 0.0);
        for (var bin = 0; bin < histogram.Length; bin++)
        {
            var stars = HalfStar * (bin + 1);
            count += histogram[bin];
            sum += histogram[bin] * stars;
            squares += histogram[bin] * stars * stars;
        }

        return Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * sum / count)));
    }
}
