using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Storage;
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

    public static void MapMoviesApi(this IEndpointRouteBuilder app)
    {
        var movies = app.MapGroup("/api").WithTags("Movies");
        movies.MapGet("/movies", Find).WithName("FindMovies").WithSummary("Movies by title, genre and years.")
            .WithDescription(
                "Every word of the search must begin a word of the title, or be its year; capitals and accents do not matter. When nothing matches, near misses are found. "
                + "Sort: popular, rating, title, year or relevance (the default with a search).")
            .WithExample(Examples.MoviePage);
        movies.MapGet("/movies/{id}", Get).WithName("GetMovie").WithSummary("All that is known of one movie.").WithExample(Examples.Details);
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
        [PageSize] int pageSize = 24)
    {
        var catalogue = feed.Current;
        var input = new Input();
        var filter = input.Filter(catalogue, genre, yearFrom, yearTo);
        var order = input.OneOf("sort", sort, Sorts);
        return input.IsBad(out var bad)
            ? bad
            : TypedResults.Ok(catalogue.Find(new MovieQuery(string.IsNullOrWhiteSpace(search) ? null : search, filter, order, page, pageSize)));
    }

    private static async Task<Results<Ok<MovieDetails>, ProblemHttpResult>> Get(
        int id, CatalogueFeed feed, MovieStore store, IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        if (!feed.Current.TryGet(id, out var movie))
        {
            return Missing.Movie(id);
        }

        return TypedResults.Ok(new MovieDetails
        {
            Movie = movie.Summary,
            Histogram = movie.Statistics.Histogram,
            Tags = await ReadTagsAsync(store, id, options.Value.StoreWait, cancellationToken),
            ImdbUrl = movie.ImdbUrl,
            TmdbUrl = movie.TmdbUrl,
        });
    }

    private static Ok<IReadOnlyList<string>> GetGenres(CatalogueFeed feed) => TypedResults.Ok(feed.Current.Genres);

    /// <summary>Tags are told while the database is there; the rest of a movie does not wait for them.</summary>
    private static async Task<IReadOnlyList<string>> ReadTagsAsync(MovieStore store, int id, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadTopTagsAsync(id, MostTags, cancellationToken).WaitAsync(patience, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException || StoreFaults.IsAway(exception))
        {
            return [];
        }
    }
}
