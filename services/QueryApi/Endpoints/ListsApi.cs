using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Lists that are the same for everybody.</summary>
internal static class ListsApi
{
    public static void MapListsApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/lists/{name}", Get).WithTags("Lists").WithName("GetList").WithSummary("Popular, top-rated, trending and new movies, and those to ask a newcomer about.")
            .WithDescription(
                "popular: most ratings. top-rated: the Bayesian average (C·m + Σ stars) / (C + n), m being the mean of all ratings and C the number of ratings that nine in ten "
                + "rated movies do not exceed, at least 10. trending: the share in the newest ratings, less the usual share. new: the newest years first. "
                + "starters: many know them, people differ about them, and together they cover the genres.")
            .WithExample(Examples.MovieList);

    private static Results<Ok<IReadOnlyList<MovieSummary>>, ProblemHttpResult, ValidationProblem> Get(
        string name, CatalogueFeed feed, Trending trending, [ListSize] int count = 20, string? genre = null)
    {
        var catalogue = feed.Current;
        var input = new Input();
        var filter = input.Filter(catalogue, genre, null, null);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var list = name switch
        {
            "popular" => catalogue.Popular(count, filter),
            "top-rated" => catalogue.TopRated(count, filter),
            "new" => catalogue.Newest(count, filter),
            "starters" => catalogue.Starters(count, filter),
            "trending" => trending.List(count, filter, catalogue),
            _ => null,
        };
        return list is null ? Missing.List(name) : TypedResults.Ok(list);
    }
}
