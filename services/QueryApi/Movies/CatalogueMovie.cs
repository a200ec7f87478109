using System.Globalization;
using MovieMesh.Contracts.Api;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Movies;

/// <summary>A movie in memory. What its ratings add up to is replaced as one, so that readers never see half of an update.</summary>
internal sealed class CatalogueMovie
{
    private readonly StoredMovie _stored;
    private volatile Figures _figures;

    public CatalogueMovie(StoredMovie stored, IReadOnlyList<string> genres)
    {
        _stored = stored;
        Genres = genres;
        _figures = Describe(stored.Statistics);
    }

    public int Id => _stored.Id;

    public string Title => _stored.Title;

    public int? Year => _stored.Year;

    public IReadOnlyList<string> Genres { get; }

    public Uri? ImdbUrl => _stored.ImdbId is { } id ? new Uri(string.Create(CultureInfo.InvariantCulture, $"https://www.imdb.com/title/tt{id:0000000}/")) : null;

    public Uri? TmdbUrl => _stored.TmdbId is { } id ? new Uri(string.Create(CultureInfo.InvariantCulture, $"https://www.themoviedb.org/movie/{id}")) : null;

    public MovieStatistics Statistics => _figures.Statistics;

    public MovieSummary Summary => _figures.Summary;

    public void Update(MovieStatistics statistics) => _figures = Describe(statistics);

    private Figures Describe(MovieStatistics statistics) => new(
        statistics,
        new MovieSummary
        {
            Id = Id,
            Title = Title,
            Year = Year,
            Genres = Genres,
            Ratings = statistics.Ratings,
            MeanStars = statistics.MeanStars is { } mean ? Math.Round(mean, 3) : null,
            TmdbId = _stored.TmdbId,
        });

    private sealed record Figures(MovieStatistics Statistics, MovieSummary Summary);
}
