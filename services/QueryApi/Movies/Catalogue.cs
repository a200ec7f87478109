using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Contracts.Api;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Movies;

/// <summary>Every movie in memory, found by id, title, genre and year.</summary>
/// <remarks>Movies never change; what their ratings add up to does, and the orders follow when <see cref="Rank"/> is called.</remarks>
internal sealed class Catalogue
{
    private const double HalfStar = 0.5;

    private readonly CatalogueMovie[] _movies;
    private readonly FrozenDictionary<int, CatalogueMovie> _byId;
    private readonly TitleIndex _titles;
    private readonly int[] _byTitle;
    private readonly Dictionary<string, string> _genres = new(StringComparer.OrdinalIgnoreCase);
    private volatile Rankings _rankings;

    public Catalogue(IReadOnlyList<StoredMovie> stored)
    {
        _movies = [.. stored.Select(movie => new CatalogueMovie(movie, [.. movie.Genres.Select(Shared)]))];
        _byId = _movies.ToFrozenDictionary(movie => movie.Id);
        _titles = new TitleIndex(_movies);
        _byTitle = _titles.OrderByTitle();
        Genres = [.. _genres.Values.Order(StringComparer.Ordinal)];
        _rankings = Rankings.Of(_movies, _byTitle);
    }

    public int Count => _movies.Length;

    public IReadOnlyList<CatalogueMovie> Movies => _movies;

    public IReadOnlyList<string> Genres { get; }

    /// <summary>How many ratings stand.</summary>
    public long Ratings => _movies.Sum(movie => (long)movie.Statistics.Ratings);

    public bool TryGet(int id, [MaybeNullWhen(false)] out CatalogueMovie movie) => _byId.TryGetValue(id, out movie);

    public IEnumerable<CatalogueMovie> Where(MovieFilter filter) => _movies.Where(filter.Allows);

    /// <summary>A genre as the catalogue spells it.</summary>
    public bool TryGetGenre(string name, [MaybeNullWhen(false)] out string genre) => _genres.TryGetValue(name.Trim(), out genre);

    public Page<MovieSummary> Find(MovieQuery query)
    {
        var rankings = _rankings;
        var matches = query.Search is null ? null : _titles.Match(query.Search);
        if (query.Search is not null && matches is null)
        {
            return ToPage([], query);
        }

        var sort = query.Sort ?? (matches is null ? MovieSort.Popular : MovieSort.Relevance);
        var order = sort switch
        {
            MovieSort.Rating => rankings.ByRating,
            MovieSort.Title => rankings.ByTitle,
            MovieSort.Year => rankings.ByYear,
            _ => rankings.ByPopularity,
        };
        var found = new List<int>();
        foreach (var position in order)
        {
            if (matches?.Movies.Contains(position) != false && query.Filter.Allows(_movies[position]))
            {
                found.Add(position);
            }
        }

        return ToPage(sort == MovieSort.Relevance && matches is not null ? ByTier(found, matches) : found, query);
    }

    public IReadOnlyList<MovieSummary> Popular(int count, MovieFilter filter, IReadOnlySet<int>? exclude = null) => Top(_rankings.ByPopularity, count, filter, exclude);

    public IReadOnlyList<MovieSummary> TopRated(int count, MovieFilter filter) => Top(_rankings.ByRating, count, filter, null);

    /// <summary>Movies of the newest years, of each year the most rated first; those that nobody rated are left out.</summary>
    public IReadOnlyList<MovieSummary> Newest(int count, MovieFilter filter) =>
        [.. _rankings.ByYear.Select(position => _movies[position]).Where(movie => movie.Year is not null && movie.Statistics.Ratings > 0 && filter.Allows(movie)).Take(count).Select(movie => movie.Summary)];

    /// <summary>Movies to ask a newcomer about.</summary>
    public IReadOnlyList<MovieSummary> Starters(int count, MovieFilter filter) =>
        [.. Elicitation.Choose(_movies.Where(filter.Allows).Select(ToElicitation), count).Select(id => _byId[id].Summary)];

    /// <summary>Takes over what the ratings of some movies add up to now.</summary>
    public void Update(IReadOnlyDictionary<int, MovieStatistics> statistics)
    {
        foreach (var (id, figures) in statistics)
        {
            if (_byId.TryGetValue(id, out var movie))
            {
                movie.Update(figures);
            }
        }
    }

    /// <summary>Lets the orders follow the figures.</summary>
    public void Rank() => _rankings = Rankings.Of(_movies, _byTitle);

    private static ElicitationItem ToElicitation(CatalogueMovie movie)
    {
        var statistics = movie.Statistics;
        var (count, sum, squares) = (0.0, 0.0, 0.0);
        for (var bin = 0; bin < statistics.Histogram.Length; bin++)
        {
            var stars = HalfStar * (bin + 1);
            count += statistics.Histogram[bin];
            sum += statistics.Histogram[bin] * stars;
            squares += statistics.Histogram[bin] * stars * stars;
        }

        var variance = count == 0 ? 0 : Math.Max(0, (squares / count) - (sum / count * sum / count));
        return new ElicitationItem(movie.Id, movie.Genres, statistics.Ratings, Math.Sqrt(variance));
    }

    private MovieSummary[] Top(int[] order, int count, MovieFilter filter, IReadOnlySet<int>? exclude)
    {
        var top = new List<MovieSummary>(count);
        foreach (var position in order)
        {
            if (top.Count == count)
            {
                break;
            }

            var movie = _movies[position];
            if (filter.Allows(movie) && exclude?.Contains(movie.Id) != true)
            {
                top.Add(movie.Summary);
            }
        }

        return [.. top];
    }

    /// <summary>Within a tier the order of before, which is by popularity, stands.</summary>
    private static List<int> ByTier(List<int> found, TitleMatches matches)
    {
        var tiers = new List<List<int>>();
        foreach (var position in found)
        {
            var tier = matches.Tier(position);
            while (tiers.Count <= tier)
            {
                tiers.Add([]);
            }

            tiers[tier].Add(position);
        }

        return [.. tiers.SelectMany(tier => tier)];
    }

    private Page<MovieSummary> ToPage(List<int> found, MovieQuery query)
    {
        var start = Math.Min((query.Page - 1L) * query.PageSize, found.Count);
        return new Page<MovieSummary>
        {
            Items = [.. found.Skip((int)start).Take(query.PageSize).Select(position => _movies[position].Summary)],
            Total = found.Count,
            Number = query.Page,
            Size = query.PageSize,
        };
    }

    private string Shared(string genre)
    {
        if (!_genres.TryGetValue(genre, out var shared))
        {
            _genres.Add(genre, shared = genre);
        }

        return shared;
    }
}
