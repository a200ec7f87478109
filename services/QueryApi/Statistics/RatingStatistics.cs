using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Movies;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Statistics;

/// <summary>What the data add up to: figures of movies from memory, which follows the ratings anyway; the rest from the store, kept for a while.</summary>
internal sealed class RatingStatistics
{
    private const int MostKept = 64;
    private const int MostTags = 50;
    private const int FirstRanks = 20;
    private const double NextRank = 1.06;

    private readonly CatalogueFeed _feed;
    private readonly StatisticsStore _store;
    private readonly CancellationToken _stopping;
    private readonly KeptAnswers<(MovieFilter Filter, int? MovieId), IReadOnlyList<HourlyRatings>> _hours;
    private readonly KeptAnswers<MovieFilter, IReadOnlyList<int>> _users;
    private readonly KeptAnswers<MovieFilter, IReadOnlyList<TagUse>> _tags;

    public RatingStatistics(CatalogueFeed feed, StatisticsStore store, IOptions<GatewayOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        (_feed, _store, _stopping) = (feed, store, lifetime.ApplicationStopping);
        var age = options.Value.StatisticsAge;
        (_hours, _users, _tags) = (new(age, MostKept, time), new(age, MostKept, time), new(age, MostKept, time));
    }

    public StarsFigures[] CountStars(MovieFilter filter)
    {
        var counts = new long[MovieStatistics.Bins];
        foreach (var movie in _feed.Current.Where(filter))
        {
            for (var bin = 0; bin < counts.Length; bin++)
            {
                counts[bin] += movie.Statistics.Histogram[bin];
            }
        }

        return [.. counts.Select((ratings, bin) => new StarsFigures { Stars = (bin + 1) / 2.0, Ratings = ratings })];
    }

    public RankFigures[] RankMovies(MovieFilter filter) =>
        Rank([.. _feed.Current.Where(filter).Select(movie => movie.Statistics.Ratings).Where(ratings => ratings > 0).OrderDescending()]);

    public async Task<RankFigures[]> RankUsersAsync(MovieFilter filter, CancellationToken cancellationToken) =>
        Rank(await _users.GetAsync(filter, () => _store.ReadRatingsPerUserAsync(IdsOf(filter), _stopping), cancellationToken));

    public async Task<YearFigures[]> ReadYearsAsync(MovieFilter filter, int? movieId, CancellationToken cancellationToken) =>
    [
        .. (await ReadHoursAsync(filter, movieId, cancellationToken)).GroupBy(hour => hour.Hour.Year).OrderBy(year => year.Key).Select(year => new YearFigures
        {
            Year = year.Key,
            Ratings = year.Sum(hour => hour.Ratings),
            MeanStars = Math.Round(year.Sum(hour => hour.StarsSum) / year.Sum(hour => hour.Ratings), 3),
        }),
    ];

    public async Task<ActivityFigures[]> ReadActivityAsync(MovieFilter filter, CancellationToken cancellationToken)
    {
        var counts = new long[7, 24];
        foreach (var hour in await ReadHoursAsync(filter, null, cancellationToken))
        {
            counts[((int)hour.Hour.DayOfWeek + 6) % 7, hour.Hour.Hour] += hour.Ratings;
        }

        return [.. Enumerable.Range(0, 7 * 24).Select(i => new ActivityFigures { Weekday = (i / 24) + 1, Hour = i % 24, Ratings = counts[i / 24, i % 24] })];
    }

    public ReleaseFigures[] CountReleases(MovieFilter filter) =>
    [
        .. _feed.Current.Where(filter).Where(movie => movie.Year is not null).GroupBy(movie => movie.Year!.Value).OrderBy(year => year.Key).Select(year =>
        {
            var (movies, ratings, mean) = Sum(year);
            return new ReleaseFigures { Year = year.Key, Movies = movies, Ratings = ratings, MeanStars = mean };
        }),
    ];

    public GenreFigures[] CountGenres(MovieFilter filter) =>
    [
        .. ByGenre(_feed.Current.Where(filter)).Select(genre =>
        {
            var (movies, ratings, mean) = Sum(genre);
            return new GenreFigures { Genre = genre.Key, Movies = movies, Ratings = ratings, MeanStars = mean };
        }).OrderByDescending(genre => genre.Movies).ThenBy(genre => genre.Genre, StringComparer.Ordinal),
    ];

    public GenreDecadeFigures[] CountDecades(MovieFilter filter) =>
    [
        .. _feed.Current.Where(filter).Where(movie => movie.Year is not null).GroupBy(movie => movie.Year!.Value / 10 * 10).OrderBy(decade => decade.Key).SelectMany(decade =>
            ByGenre(decade).OrderBy(genre => genre.Key, StringComparer.Ordinal).Select(genre =>
            {
                var (movies, _, mean) = Sum(genre);
                return new GenreDecadeFigures { Decade = decade.Key, Genre = genre.Key, Movies = movies, Share = Math.Round((double)movies / decade.Count(), 4), MeanStars = mean };
            })),
    ];

    public PopularityFigures[] CountPopularity(MovieFilter filter) =>
    [
        .. _feed.Current.Where(filter).Select(movie => movie.Statistics).Where(statistics => statistics.Ratings > 0)
            .GroupBy(statistics => (Step: StepOf(statistics.Ratings), Mean: Math.Floor(statistics.MeanStars!.Value * 4) / 4))
            .OrderBy(bin => bin.Key)
            .Select(bin => new PopularityFigures { RatingsFrom = bin.Key.Step.From, RatingsTo = bin.Key.Step.To, MeanFrom = bin.Key.Mean, Movies = bin.Count() }),
    ];

    public async Task<TagFigures[]> ReadTagsAsync(MovieFilter filter, CancellationToken cancellationToken) =>
    [
        .. (await _tags.GetAsync(filter, () => _store.ReadTagsAsync(IdsOf(filter), MostTags, _stopping), cancellationToken))
            .Select(tag => new TagFigures { Tag = tag.Tag, Uses = tag.Uses, Movies = tag.Movies }),
    ];

    /// <summary>A long order thinned out evenly on a logarithmic scale; the last place is always told.</summary>
    private static RankFigures[] Rank(IReadOnlyList<int> ratings)
    {
        var total = ratings.Sum(count => (long)count);
        var told = new List<RankFigures>();
        var (next, sum) = (1, 0L);
        for (var rank = 1; rank <= ratings.Count; rank++)
        {
            sum += ratings[rank - 1];
            if (rank == next || rank == ratings.Count)
            {
                told.Add(new RankFigures { Rank = rank, Ratings = ratings[rank - 1], Share = Math.Round((double)sum / total, 4) });
                next = rank < FirstRanks ? rank + 1 : (int)Math.Ceiling(rank * NextRank);
            }
        }

        return [.. told];
    }

    private static IEnumerable<IGrouping<string, CatalogueMovie>> ByGenre(IEnumerable<CatalogueMovie> movies) =>
        movies.SelectMany(movie => movie.Genres.Select(genre => (genre, movie))).GroupBy(pair => pair.genre, pair => pair.movie, StringComparer.Ordinal);

    private static (int Movies, long Ratings, double? MeanStars) Sum(IEnumerable<CatalogueMovie> movies)
    {
        var (count, ratings, stars) = (0, 0L, 0.0);
        foreach (var movie in movies)
        {
            var statistics = movie.Statistics;
            (count, ratings, stars) = (count + 1, ratings + statistics.Ratings, stars + statistics.StarsSum);
        }

        return (count, ratings, ratings == 0 ? null : Math.Round(stars / ratings, 3));
    }

    private static (int From, int To) StepOf(int ratings)
    {
        var power = 1;
        while (ratings >= power * 10L)
        {
            power *= 10;
        }

        return (ratings / power) switch
        {
            1 => (power, (power * 2) - 1),
            < 5 => (power * 2, (power * 5) - 1),
            _ => (power * 5, (power * 10) - 1),
        };
    }

    private Task<IReadOnlyList<HourlyRatings>> ReadHoursAsync(MovieFilter filter, int? movieId, CancellationToken cancellationToken) =>
        _hours.GetAsync((filter, movieId), () => _store.ReadHoursAsync(movieId is { } id ? [id] : IdsOf(filter), _stopping), cancellationToken);

    private int[]? IdsOf(MovieFilter filter) => filter == default ? null : [.. _feed.Current.Where(filter).Select(movie => movie.Id)];
}
