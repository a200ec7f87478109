using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>The catalogue.</summary>
internal static class MoviesApi
{
    private const int MostTags = 10;

    private static readonly Dictionary<string, MovieSort> Sorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["popular"] = MovieSort.Popular,
        ["rating"] = MovieSort.Rating,
        ["title"] = MovieSort.Title,
        ["year"] = MovieSort.Year,
        ["relevance"] = MovieSort.Relevance,
    };

    private static readonly Dictionary<string, bool> Measures = SimilarityMeasures.All.ToDictionary(measure => measure, _ => true, StringComparer.OrdinalIgnoreCase);

    public static void MapMoviesApi(this IEndpointRouteBuilder app)
    {
        var movies = app.MapGroup("/api").WithTags("Movies");
        movies.MapGet("/movies", Find).WithName("FindMovies").WithSummary("Movies by title, genre and years.")
            .WithDescription(
                "Every word of the search must begin a word of the title, or be its year; capitals and accents do not matter. When nothing matches, near misses are found. "
                + "Sort: popular, rating, title, year or relevance (the default with a search).")
            .WithExample(Examples.MoviePage);
        movies.MapGet("/movies/{id}", Get).WithName("GetMovie").WithSummary("All that is known of one movie.").WithExample(Examples.Details);
        movies.MapGet("/movies/{id}/similar", GetSimilar).WithName("GetSimilarMovies").WithSummary("The movies most similar to one.")
            .WithDescription("Measure: factors (how the model sees them) or cosine (who rated them alike).").WithExample(Examples.Similar);
        movies.MapGet("/genres", GetGenres).WithName("GetGenres").WithSummary("Every genre of the catalogue.").WithExample(Examples.Genres);
    }

    private static Results<Ok<Page<MovieSummary>>, ValidationProblem> Find(
        CatalogueFeed feed,
        [StringLength(Input.LongestText)] string? search = null,
        string? genre = null,
        [Range(Input.FirstYear, Input.LastYear)] int? yearFrom = null,
        [Range(Input.FirstYear, Input.LastYear)] int? yearTo = null,
        string? sort = null,
        [Range(1, Input.MostPages)] int page = 1,
        [Range(1, Input.MostPageItems)] int pageSize = 24)
    {
        var catalogue = feed.Current;
        var input = new Input();
        var filter = input.Filter(catalogue, genre, yearFrom, yearTo);
        var order = input.OneOf("sort", sort, Sorts);
        return input.IsBad(out var bad)
            ? bad
            : TypedResults.Ok(catalogue.Find(new MovieQuery(string.IsNullOrWhiteSpace(search) ? null : search, filter, order, page, pageSize)));
    }

    private static async Task<Results<Ok<MovieDetails>, ProblemHttpResult>> Get(int id, CatalogueFeed feed, MovieStore store, CancellationToken cancellationToken)
    {
        if (!feed.Current.TryGet(id, out var movie))
        {
            return Missing.Movie(id);
        }

        return TypedResults.Ok(new MovieDetails
        {
            Movie = movie.Summary,
            Histogram = movie.Statistics.Histogram,
            Tags = await ReadTagsAsync(store, id, cancellationToken),
            ImdbUrl = movie.ImdbUrl,
            TmdbUrl = movie.TmdbUrl,
        });
    }

    private static async Task<Results<Ok<SimilarMovies>, ProblemHttpResult, ValidationProblem>> GetSimilar(
        int id,
        CatalogueFeed feed,
        SimilarLists lists,
        ServingModel serving,
        CancellationToken cancellationToken,
        string measure = SimilarityMeasures.Factors,
        [Range(1, Input.MostListItems)] int count = 20)
    {
        var input = new Input();
        input.OneOf(nameof(measure), measure, Measures);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        if (!feed.Current.TryGet(id, out _))
        {
            return Missing.Movie(id);
        }

        var neighbours = await ReadAsync(lists, serving, measure.ToLowerInvariant(), id, count, cancellationToken);
        return TypedResults.Ok(new SimilarMovies
        {
            MovieId = id,
            Measure = measure.ToLowerInvariant(),
            Version = neighbours?.Version,
            Items = [.. Describe(neighbours?.Neighbours ?? [], feed.Current).Take(count)],
        });
    }

    private static Ok<IReadOnlyList<string>> GetGenres(CatalogueFeed feed) => TypedResults.Ok(feed.Current.Genres);

    /// <summary>Tags are told while the database is there; the rest of a movie does not wait for them.</summary>
    private static async Task<IReadOnlyList<string>> ReadTagsAsync(MovieStore store, int id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadTopTagsAsync(id, MostTags, cancellationToken);
        }
        catch (Exception exception) when (StoreFaults.IsAway(exception))
        {
            return [];
        }
    }

    /// <summary>The factors' measure can be had from the model in memory while the lists are not there.</summary>
    private static async Task<VersionedNeighbours?> ReadAsync(
        SimilarLists lists, ServingModel serving, string measure, int id, int count, CancellationToken cancellationToken)
    {
        var model = measure == SimilarityMeasures.Factors ? serving.Current : null;
        try
        {
            return await lists.ReadAsync(measure, id, cancellationToken) ?? FromModel(model, id, count);
        }
        catch (CacheUnavailableException) when (model is not null)
        {
            return FromModel(model, id, count);
        }
    }

    private static VersionedNeighbours? FromModel(ServedModel? model, int id, int count) => model is null
        ? null
        : new VersionedNeighbours(model.Version, [.. model.Model.MostSimilarItems(id, count).Select(item => new ScoredMovie(item.ItemId, item.Similarity))]);

    private static IEnumerable<SimilarMovie> Describe(IReadOnlyList<ScoredMovie> neighbours, Catalogue catalogue)
    {
        foreach (var neighbour in neighbours)
        {
            if (catalogue.TryGet(neighbour.MovieId, out var movie))
            {
                yield return new SimilarMovie { Movie = movie.Summary, Similarity = MathF.Round(neighbour.Score, 4) };
            }
        }
    }
}
