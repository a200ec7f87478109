using System.Globalization;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Movies;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Users;

/// <summary>A user's ratings beside what everyone gives the same movies.</summary>
internal static class TasteProfile
{
    public static UserProfile Of(UserRatings ratings, Catalogue catalogue)
    {
        var rated = new List<(CatalogueMovie Movie, float Stars)>();
        var histogram = new int[MovieStatistics.Bins];
        foreach (var rating in ratings.NewestFirst)
        {
            if (catalogue.TryGet(rating.MovieId, out var movie))
            {
                rated.Add((movie, rating.Stars!.Value));
                histogram[(int)(rating.Stars.Value * 2) - 1]++;
            }
        }

        var all = rated.Count == 0 ? null : Describe("", rated);
        return new UserProfile
        {
            Ratings = rated.Count,
            MeanStars = all?.MeanStars,
            EveryoneMeanStars = all?.EveryoneMeanStars,
            Histogram = histogram,
            Genres =
            [
                .. rated.SelectMany(one => one.Movie.Genres.Select(genre => (genre, one))).GroupBy(pair => pair.genre, pair => pair.one, StringComparer.Ordinal)
                    .Select(genre => Describe(genre.Key, genre)).OrderByDescending(genre => genre.Ratings).ThenBy(genre => genre.Name, StringComparer.Ordinal),
            ],
            Decades =
            [
                .. rated.Where(one => one.Movie.Year is not null).GroupBy(one => one.Movie.Year!.Value / 10 * 10).OrderBy(decade => decade.Key)
                    .Select(decade => Describe(string.Create(CultureInfo.InvariantCulture, $"{decade.Key}s"), decade)),
            ],
        };
    }

    private static TasteFigures Describe(string name, IEnumerable<(CatalogueMovie Movie, float Stars)> rated)
    {
        var (count, own, others) = (0, 0.0, 0.0);
        foreach (var (movie, stars) in rated)
        {
            // The movie's figures may be a moment behind the user's own first rating of it.
            (count, own, others) = (count + 1, own + stars, others + (movie.Statistics.MeanStars ?? stars));
        }

        return new TasteFigures { Name = name, Ratings = count, MeanStars = Math.Round(own / count, 3), EveryoneMeanStars = Math.Round(others / count, 3) };
    }
}
