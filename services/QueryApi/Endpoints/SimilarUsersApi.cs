using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Users;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Who is like whom, and what they loved.</summary>
internal static class SimilarUsersApi
{
    private const string DefaultMeasure = "cosine";
    private const int MostUsers = 100;
    private const float LovedStars = 4;

    private const string MeasuresText =
        "Measure: cosine (the same movies, rated highly) or pearson (the same opinion of those that both rated). Similarities count by how many movies both rated, and users with too few "
        + "in common are not alike. Exact, from all ratings recorded by now.";

    private static readonly Dictionary<string, UserMeasure> Measures =
        new(StringComparer.OrdinalIgnoreCase) { [DefaultMeasure] = UserMeasure.Cosine, ["pearson"] = UserMeasure.Pearson };

    private static readonly Dictionary<string, bool> Orders = new(StringComparer.OrdinalIgnoreCase) { ["given"] = false, ["cluster"] = true };

    public static void MapSimilarUsersApi(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users");
        users.MapGet("/{id}/similar", ToOne).WithTags("Users").WithName("GetSimilarUsers").WithSummary("The users most similar to one.")
            .WithDescription(MeasuresText).WithExample(Examples.SimilarUsers);
        users.MapGet("/similarities", Matrix).WithTags("Users").WithName("GetUserSimilarities").WithSummary("How alike some users are to each other.")
            .WithDescription($"For 2 to {MostUsers} users, as users=1,2,3, the symmetric matrix of similarities and of the movies in common: row i and column j belong to the users i and j of the answer. "
                + $"With order=cluster those who are alike stand side by side. 0 where two have too little in common to say. {MeasuresText}")
            .WithExample(Examples.ComparedUsers);
        users.MapGet("/{id}/recommendations/from-similar", FromSimilar).WithTags("Recommendations").WithName("RecommendFromSimilarUsers").WithSummary("What the most similar users loved and the user has not rated.")
            .WithDescription("Loved is what got four stars or more. The score is the share of the neighbourhood that loved the movie, each neighbour counting by similarity. " + MeasuresText)
            .WithExample(Examples.FromSimilar);
    }

    private static async Task<Results<Ok<SimilarUsers>, ValidationProblem>> ToOne(
        [Range(1, int.MaxValue)] int id,
        EveryRating ratings,
        CancellationToken cancellationToken,
        string measure = DefaultMeasure,
        [ListSize] int count = 20)
    {
        var input = new Input();
        var wanted = input.OneOf(nameof(measure), measure, Measures) ?? default;
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var (neighbours, isStale) = await ratings.AskAsync(users => users.Nearest(id, wanted, count), cancellationToken);
        return TypedResults.Ok(new SimilarUsers
        {
            UserId = id,
            Measure = measure.ToLowerInvariant(),
            Stale = isStale,
            Items = [.. neighbours.Select(one => new Contracts.Api.SimilarUser { UserId = one.UserId, Similarity = MathF.Round(one.Similarity, 4), CommonMovies = one.CommonItems, Ratings = one.Ratings })],
        });
    }

    private static async Task<Results<Ok<ComparedUsers>, ValidationProblem>> Matrix(
        string users, EveryRating ratings, CancellationToken cancellationToken, string measure = DefaultMeasure, string order = "given")
    {
        var input = new Input();
        var wanted = input.OneOf(nameof(measure), measure, Measures) ?? default;
        var byCluster = input.OneOf(nameof(order), order, Orders) ?? false;
        var ids = Ids(users, input);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var (matrix, isStale) = await ratings.AskAsync(all => all.Matrix(ids, wanted), cancellationToken);
        int[] places = byCluster ? ClusterOrder.Of(matrix.Similarities) : [.. Enumerable.Range(0, ids.Length)];
        return TypedResults.Ok(new ComparedUsers
        {
            Measure = measure.ToLowerInvariant(),
            Stale = isStale,
            UserIds = [.. places.Select(place => ids[place])],
            Similarities = [.. places.Select(row => places.Select(column => MathF.Round(matrix.Similarities[row][column], 4)).ToArray())],
            CommonMovies = [.. places.Select(row => places.Select(column => matrix.CommonItems[row][column]).ToArray())],
        });
    }

    private static async Task<Results<Ok<RecommendationsFromSimilar>, ValidationProblem>> FromSimilar(
        [Range(1, int.MaxValue)] int id,
        CatalogueFeed feed,
        EveryRating ratings,
        CancellationToken cancellationToken,
        string measure = DefaultMeasure,
        [ListSize] int neighbours = 20,
        [ListSize] int count = 20,
        string? genre = null,
        [Range(Input.FirstYear, Input.LastYear)] int? yearFrom = null,
        [Range(Input.FirstYear, Input.LastYear)] int? yearTo = null)
    {
        var input = new Input();
        var catalogue = feed.Current;
        var wanted = input.OneOf(nameof(measure), measure, Measures) ?? default;
        var filter = input.Filter(catalogue, genre, yearFrom, yearTo);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var ((nearest, loved), isStale) = await ratings.AskAsync(
            users =>
            {
                var nearest = users.Nearest(id, wanted, neighbours);
                return (nearest.Length, users.LovedBy(id, nearest, LovedStars));
            },
            cancellationToken);
        var items = new List<LovedMovie>();
        foreach (var item in loved)
        {
            if (items.Count < count && catalogue.TryGet(item.ItemId, out var movie) && filter.Allows(movie))
            {
                items.Add(new() { Movie = movie.Summary, Neighbours = item.Neighbours, MeanStars = MathF.Round(item.MeanStars, 2), Score = MathF.Round(item.Score, 4) });
            }
        }

        return TypedResults.Ok(new RecommendationsFromSimilar { UserId = id, Measure = measure.ToLowerInvariant(), Stale = isStale, Neighbours = nearest, Items = items });
    }

    private static int[] Ids(string users, Input input)
    {
        var parts = users.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is < 2 or > MostUsers)
        {
            input.Reject(nameof(users), $"There must be 2 to {MostUsers} users, as 1,2,3.");
            return [];
        }

        var ids = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out ids[i]) || ids[i] < 1)
            {
                input.Reject(nameof(users), $"'{parts[i]}' is no user's id.");
            }
            else if (ids.AsSpan(0, i).Contains(ids[i]))
            {
                input.Reject(nameof(users), $"User {ids[i]} is named twice.");
            }
        }

        return ids;
    }
}
