using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Statistics;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>What movies, ratings and tags add up to.</summary>
internal static class StatisticsApi
{
    private const string Note = "Of the movies of a genre and of years of release only, if given. As comma-separated values with format=csv or Accept: text/csv.";

    private static readonly Dictionary<string, bool> Formats = new(StringComparer.OrdinalIgnoreCase) { ["json"] = false, ["csv"] = true };

    public static void MapStatisticsApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/statistics").WithTags("Statistics");
        Map(api, "stars", "How many ratings gave so many stars.", Examples.Stars, (all, filter, _) => Task.FromResult(all.CountStars(filter)));
        Map(api, "movies", "The long tail of movies: the number of ratings by place.", Examples.Ranks, (all, filter, _) => Task.FromResult(all.RankMovies(filter)));
        Map(api, "users", "The long tail of users: the number of ratings by place.", Examples.Ranks, (all, filter, token) => all.RankUsersAsync(filter, token));
        Map(api, "years", "What was rated in each year.", Examples.Years, (all, filter, token) => all.ReadYearsAsync(filter, null, token));
        Map(api, "releases", "The movies that came out in each year.", Examples.Releases, (all, filter, _) => Task.FromResult(all.CountReleases(filter)));
        Map(api, "genres", "The movies of each genre.", Examples.GenreTotals, (all, filter, _) => Task.FromResult(all.CountGenres(filter)));
        Map(api, "decades", "The movies of each genre by decade of release.", Examples.Decades, (all, filter, _) => Task.FromResult(all.CountDecades(filter)));
        Map(api, "popularity", "Movies by number of ratings and mean.", Examples.Popularity, (all, filter, _) => Task.FromResult(all.CountPopularity(filter)));
        Map(api, "activity", "What was rated in each hour of the week.", Examples.Activity, (all, filter, token) => all.ReadActivityAsync(filter, token));
        Map(api, "tags", "The fifty tags used most.", Examples.TagTotals, (all, filter, token) => all.ReadTagsAsync(filter, token));
        api.MapGet("/movies/{id}/years", OfMovie).WithName("GetMovieYears").WithSummary("What was rated of one movie in each year.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable).WithExample(Examples.Years);
    }

    private static async Task<Results<Ok<YearFigures[]>, ProblemHttpResult>> OfMovie(int id, CatalogueFeed feed, RatingStatistics statistics, CancellationToken cancellationToken) =>
        feed.Current.TryGet(id, out _) ? TypedResults.Ok(await statistics.ReadYearsAsync(default, id, cancellationToken)) : Missing.Movie(id);

    private static void Map<T>(IEndpointRouteBuilder api, string name, string summary, IReadOnlyList<T> example, Func<RatingStatistics, MovieFilter, CancellationToken, Task<T[]>> read) =>
        api.MapGet(
            name,
            async Task<Results<Ok<T[]>, ContentHttpResult, ValidationProblem>> (
                CatalogueFeed feed,
                RatingStatistics statistics,
                IOptions<JsonOptions> json,
                HttpRequest request,
                CancellationToken cancellationToken,
                string? genre = null,
                [Range(Input.FirstYear, Input.LastYear)] int? yearFrom = null,
                [Range(Input.FirstYear, Input.LastYear)] int? yearTo = null,
                string? format = null) =>
            {
                var input = new Input();
                var filter = input.Filter(feed.Current, genre, yearFrom, yearTo);
                var asCsv = input.OneOf("format", format, Formats) ?? PrefersCsv(request);
                if (input.IsBad(out var bad))
                {
                    return bad;
                }

                var rows = await read(statistics, filter, cancellationToken);
                return asCsv
                    ? TypedResults.Text(Csv.Write((JsonTypeInfo<T>)json.Value.SerializerOptions.GetTypeInfo(typeof(T)), rows), Csv.ContentType, Encoding.UTF8)
                    : TypedResults.Ok(rows);
            })
            .WithName($"Get{char.ToUpperInvariant(name[0])}{name[1..]}Statistics").WithSummary(summary).WithDescription(Note)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(example);

    private static bool PrefersCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.MaxBy(type => type.Quality ?? 1)?.MediaType.Equals(Csv.ContentType, StringComparison.OrdinalIgnoreCase) == true;
}
