using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Storage.Models;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>What is similar to one movie, or to several.</summary>
internal static class SimilarApi
{
    private const int MostMovies = 50;
    private const int MostNeighbours = 200;

    private const string MeasuresText =
        "Measure: raters-and-content (who rated both highly, and title, genres and tags as long as few did), factors (how the model sees them), "
        + "cosine, adjusted-cosine, pearson, euclidean, manhattan, msd (the stars of those who rated both), jaccard (who rated them), "
        + "or content (title, genres, tags). Each neighbour comes with the number of users who rated both. minimumRatings leaves out movies with fewer ratings.";

    private static readonly Dictionary<string, bool> Measures = SimilarityMeasures.All.ToDictionary(measure => measure, _ => true, StringComparer.OrdinalIgnoreCase);

    public static void MapSimilarApi(this IEndpointRouteBuilder app)
    {
        var movies = app.MapGroup("/api").WithTags("Movies");
        movies.MapGet("/movies/{id}/similar", ToOne).WithName("GetSimilarMovies").WithSummary("The movies most similar to one.")
            .WithDescription(MeasuresText).WithExample(Examples.Similar);
        movies.MapPost("/movies/similar", ToSeveral).ForEverybody().WithName("FindSimilarMovies").WithSummary("The movies most similar to several, as one list.")
            .WithDescription($"From the lists of up to {MostMovies} movies: by the mean similarity to all of them, 0 to those in whose list a movie is not; coRaters are summed. {MeasuresText}")
            .WithExample(Examples.SimilarToSeveral, Examples.FindSimilar);
    }

    private static async Task<Results<Ok<SimilarMovies>, ProblemHttpResult, ValidationProblem>> ToOne(
        int id,
        CatalogueFeed feed,
        SimilarLists lists,
        ServingModel serving,
        CancellationToken cancellationToken,
        string measure = SimilarityMeasures.Default,
        [Range(0, int.MaxValue)] int minimumRatings = 0,
        [ListSize] int count = 20)
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

        var (known, by, isStale) = await ReadAsync(lists, serving, measure.ToLowerInvariant(), [id], cancellationToken);
        return TypedResults.Ok(new SimilarMovies
        {
            MovieId = id,
            Measure = by,
            Stale = isStale,
            Version = known[0]?.Version,
            Items = [.. Describe(known[0]?.Neighbours ?? [], feed.Current, minimumRatings).Take(count)],
        });
    }

    private static async Task<Results<Ok<SimilarToMovies>, ValidationProblem>> ToSeveral(
        FindSimilarMovies request, CatalogueFeed feed, SimilarLists lists, ServingModel serving, IOptions<LimitOptions> limits, CancellationToken cancellationToken)
    {
        var input = new Input();
        Check(request, feed.Current, limits.Value, input);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var movies = request.MovieIds.Distinct().ToArray();
        long? version = null;
        var sums = new Dictionary<int, (double Similarity, int? CoRaters)>();
        var (known, measure, isStale) = await ReadAsync(lists, serving, request.Measure.ToLowerInvariant(), movies, cancellationToken);
        foreach (var list in known)
        {
            version = version is { } oldest && oldest < list?.Version ? oldest : list?.Version ?? version;
            foreach (var neighbour in list?.Neighbours ?? [])
            {
                sums[neighbour.MovieId] = sums.TryGetValue(neighbour.MovieId, out var sum)
                    ? (sum.Similarity + neighbour.Score, sum.CoRaters + neighbour.CoRaters)
                    : (neighbour.Score, neighbour.CoRaters);
            }
        }

        var catalogue = feed.Current;
        var together = sums.Where(sum => !movies.Contains(sum.Key))
            .Select(sum => new ScoredMovie(sum.Key, (float)(sum.Value.Similarity / movies.Length), sum.Value.CoRaters))
            .OrderByDescending(one => one.Score)
            .ThenByDescending(one => catalogue.TryGet(one.MovieId, out var movie) ? movie.Summary.Ratings : 0)
            .ThenBy(one => one.MovieId)
            .ToArray();
        return TypedResults.Ok(new SimilarToMovies
        {
            MovieIds = movies,
            Measure = measure,
            Stale = isStale,
            Version = version,
            Items = [.. Describe(together, catalogue, request.MinimumRatings).Take(request.Limit)],
        });
    }

    private static void Check(FindSimilarMovies request, Catalogue catalogue, LimitOptions limits, Input input)
    {
        input.OneOf("measure", request.Measure, Measures);
        if (string.IsNullOrEmpty(request.Measure))
        {
            input.Reject("measure", $"This is none of {string.Join(", ", Measures.Keys)}.");
        }

        input.CheckListSize("limit", request.Limit, limits);
        if (request.MinimumRatings < 0)
        {
            input.Reject("minimumRatings", "The field minimumRatings must be at least 0.");
        }

        if (request.MovieIds is not { Count: >= 1 and <= MostMovies })
        {
            input.Reject("movieIds", $"There must be 1 to {MostMovies} movies.");
            return;
        }

        for (var i = 0; i < request.MovieIds.Count; i++)
        {
            if (!catalogue.TryGet(request.MovieIds[i], out _))
            {
                input.Reject($"movieIds[{i}]", $"There is no movie {request.MovieIds[i]}.");
            }
        }
    }

    /// <summary>
    /// The factors' measure can be had from the model in memory while the lists are not there. It stands in for the default while that has no lists yet, and for all others while
    /// they cannot be asked for.
    /// </summary>
    /// <returns>The movies' lists in order, the measure that they are by, and whether Redis could not be asked for some.</returns>
    private static async Task<(VersionedNeighbours?[] Lists, string Measure, bool IsStale)> ReadAsync(
        SimilarLists lists, ServingModel serving, string measure, int[] ids, CancellationToken cancellationToken)
    {
        var (read, isStale) = (new VersionedNeighbours?[ids.Length], false);
        for (var i = 0; i < ids.Length; i++)
        {
            var known = await lists.ReadAsync(measure, ids[i], cancellationToken);
            if (known is { List: null, IsStale: true })
            {
                var model = serving.Current ?? throw new NotReadyException("The lists of similar movies are away for now.");
                return (FromModel(model, ids), SimilarityMeasures.Factors, true);
            }

            isStale |= known.IsStale;
            read[i] = known.List ?? (measure == SimilarityMeasures.Factors && serving.Current is { } current ? FromModel(current, ids[i]) : null);
        }

        return measure == SimilarityMeasures.Default && serving.Current is { } served && Array.TrueForAll(read, list => list is null)
            ? (FromModel(served, ids), SimilarityMeasures.Factors, isStale)
            : (read, measure, isStale);
    }

    private static VersionedNeighbours?[] FromModel(ServedModel model, int[] ids) => [.. ids.Select(id => FromModel(model, id))];

    private static VersionedNeighbours FromModel(ServedModel model, int id) =>
        new(model.Version, [.. model.Model.MostSimilarItems(id, MostNeighbours).Select(item => new ScoredMovie(item.ItemId, item.Similarity))]);

    private static IEnumerable<SimilarMovie> Describe(IReadOnlyList<ScoredMovie> neighbours, Catalogue catalogue, int minimumRatings)
    {
        foreach (var neighbour in neighbours)
        {
            if (catalogue.TryGet(neighbour.MovieId, out var movie) && movie.Summary.Ratings >= minimumRatings)
            {
                yield return new SimilarMovie { Movie = movie.Summary, Similarity = MathF.Round(neighbour.Score, 4), CoRaters = neighbour.CoRaters };
            }
        }
    }
}
