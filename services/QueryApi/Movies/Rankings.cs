namespace MovieMesh.QueryApi.Movies;

/// <summary>The orders of the catalogue, each as positions of movies.</summary>
/// <remarks>
/// "Top rated" is the Bayesian average (C·m + Σ stars) / (C + n), with m the mean of all ratings and C the number of ratings that nine in ten rated movies do not
/// exceed, at least <see cref="LeastPrior"/>: a movie with few ratings stands near the mean until people have spoken.
/// </remarks>
internal sealed class Rankings
{
    private const int LeastPrior = 10;

    private Rankings(int[] byPopularity, int[] byRating, int[] byTitle, int[] byYear) =>
        (ByPopularity, ByRating, ByTitle, ByYear) = (byPopularity, byRating, byTitle, byYear);

    public int[] ByPopularity { get; }

    public int[] ByRating { get; }

    public int[] ByTitle { get; }

    public int[] ByYear { get; }

    /// <param name="movies">The catalogue.</param>
    /// <param name="byTitle">The order by title, which no rating changes.</param>
    public static Rankings Of(CatalogueMovie[] movies, int[] byTitle)
    {
        var counts = Array.ConvertAll(movies, movie => movie.Statistics.Ratings);
        var averages = BayesianAverages(movies);
        var popular = Enumerable.Range(0, movies.Length).ToArray();
        Array.Sort(popular, (x, y) => counts[x] != counts[y] ? counts[y].CompareTo(counts[x]) : x.CompareTo(y));
        var places = new int[movies.Length];
        for (var place = 0; place < popular.Length; place++)
        {
            places[popular[place]] = place;
        }

        var rated = (int[])popular.Clone();
        Array.Sort(rated, (x, y) => averages[x] != averages[y] ? averages[y].CompareTo(averages[x]) : places[x].CompareTo(places[y]));
        var years = (int[])popular.Clone();
        Array.Sort(years, (x, y) => movies[x].Year != movies[y].Year
            ? Nullable.Compare(movies[y].Year, movies[x].Year)
            : places[x].CompareTo(places[y]));
        return new Rankings(popular, rated, byTitle, years);
    }

    private static double[] BayesianAverages(CatalogueMovie[] movies)
    {
        var statistics = Array.ConvertAll(movies, movie => movie.Statistics);
        var counts = statistics.Where(figures => figures.Ratings > 0).Select(figures => figures.Ratings).Order().ToArray();
        if (counts.Length == 0)
        {
            return new double[movies.Length];
        }

        var prior = Math.Max(LeastPrior, counts[counts.Length * 9 / 10]);
        var mean = statistics.Sum(figures => figures.StarsSum) / counts.Sum(count => (long)count);

        // Nobody's favourite: a movie that nobody rated comes after all that somebody did.
        return Array.ConvertAll(statistics, figures => figures.Ratings == 0 ? 0 : ((prior * mean) + figures.StarsSum) / (prior + figures.Ratings));
    }
}
