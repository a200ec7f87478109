using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Users;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>What users think of movies.</summary>
internal static class RatingsApi
{
    private const int MostProblems = 20;
    private const string TokenNote = "With a read token the answer waits, bounded, until the rating that the token stands for is seen.";

    public static void MapRatingsApi(this IEndpointRouteBuilder app)
    {
        var limits = app.ServiceProvider.GetRequiredService<IOptions<LimitOptions>>().Value;
        var ratings = app.MapGroup("/api/users/{id}/ratings").WithTags("Ratings");
        ratings.MapGet("", List).WithName("ListRatings").WithSummary("A user's ratings, newest first.").WithDescription(TokenNote).WithExample(Examples.RatingPage);
        ratings.MapGet("/{movieId}", Get).WithName("GetRating").WithSummary("A user's rating of one movie.").WithDescription(TokenNote).WithExample(Examples.Rating);
        ratings.MapPut("/{movieId}", Rate).ForOwner().AddEndpointFilter<WhileThereIsRoom>().WithName("RateMovie").WithSummary("Rates a movie.")
            .WithDescription("Accepted means that it will not be lost; the token in the answer lets reads wait until it is seen.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Accepted, Examples.Rate);
        ratings.MapDelete("/{movieId}", Withdraw).ForOwner().AddEndpointFilter<WhileThereIsRoom>().WithName("WithdrawRating").WithSummary("Takes a rating back.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Withdrawn);
        app.MapPost("/api/ratings", RateMany).ForAdministrators().AddEndpointFilter<WhileThereIsRoom>().WithTags("Ratings").WithName("RateMovies").WithSummary($"Takes up to {limits.BatchRatings} ratings at once.")
            .WithDescription("All or nothing: one bad rating refuses them all, and the problem names its place, as ratings[17].stars. Accepted means that none will be lost.")
            .WithMetadata(new RequestSizeLimitAttribute(limits.LargestBatchBody))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.AcceptedMany, Examples.RateMany);
    }

    private static async Task<Results<Ok<Page<UserRating>>, ValidationProblem>> List(
        [Range(1, int.MaxValue)] int id,
        CatalogueFeed feed,
        UserStates users,
        CancellationToken cancellationToken,
        string? token = null,
        [Range(1, Input.MostPages)] int page = 1,
        [PageSize] int pageSize = 24)
    {
        var input = new Input();
        var wanted = input.Token(token);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var catalogue = feed.Current;
        var (state, _, isStale) = await users.GetAsync(id, wanted, cancellationToken);
        var ratings = state.Ratings.NewestFirst;
        var start = (int)Math.Min((page - 1L) * pageSize, ratings.Length);
        return TypedResults.Ok(new Page<UserRating>
        {
            Items = [.. ratings.Skip(start).Take(pageSize).Select(rating => Describe(rating, catalogue, isStale)).OfType<UserRating>()],
            Total = ratings.Length,
            Number = page,
            Size = pageSize,
            Stale = isStale,
        });
    }

    private static async Task<Results<Ok<UserRating>, ProblemHttpResult, ValidationProblem>> Get(
        [Range(1, int.MaxValue)] int id, int movieId, CatalogueFeed feed, UserStates users, CancellationToken cancellationToken, string? token = null)
    {
        var input = new Input();
        var wanted = input.Token(token);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var (state, _, isStale) = await users.GetAsync(id, wanted, cancellationToken);
        return state.Ratings.Find(movieId) is { } rating && Describe(rating, feed.Current, isStale) is { } described
            ? TypedResults.Ok(described)
            : Missing.Rating(id, movieId, isStale);
    }

    private static async Task<Results<Accepted<RatingAccepted>, ProblemHttpResult, ValidationProblem>> Rate(
        [Range(1, int.MaxValue)] int id, int movieId, RateMovie rating, CatalogueFeed feed, RatingClock clock, RatingSubmissions submissions, WaitingRoom waiting, CancellationToken cancellationToken)
    {
        var input = new Input();
        input.CheckStars("stars", rating.Stars);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        if (!feed.Current.TryGet(movieId, out _))
        {
            return Missing.Movie(movieId);
        }

        var ratedAt = clock.Next();
        await waiting.WaitAsync(() => submissions.SubmitAsync(new SubmitRating { UserId = id, MovieId = movieId, Stars = rating.Stars, RatedAt = ratedAt }, cancellationToken), ratings: 1);
        return Accept(id, movieId, rating.Stars, ratedAt);
    }

    private static async Task<Results<Accepted<RatingsAccepted>, ValidationProblem>> RateMany(
        RateMovies request, CatalogueFeed feed, RatingClock clock, IOptions<LimitOptions> limits, WaitingRoom waiting, CancellationToken cancellationToken)
    {
        var input = new Input();
        if (request.Ratings is not { Count: >= 1 } || request.Ratings.Count > limits.Value.BatchRatings)
        {
            input.Reject("ratings", $"There must be from 1 to {limits.Value.BatchRatings} ratings.");
        }
        else
        {
            Check(request.Ratings, feed.Current, input);
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var ratedAt = clock.Next();
        var ratings = request.Ratings!.Select(rating => new SubmitRating { UserId = rating.UserId, MovieId = rating.MovieId, Stars = rating.Stars, RatedAt = ratedAt }).ToArray();
        await waiting.PublishAsync(new SubmitRatings { Ratings = ratings }, ratings.Length, cancellationToken);
        var token = new ReadToken(ratings[^1].MovieId, ratedAt).ToString();
        return TypedResults.Accepted(
            string.Create(CultureInfo.InvariantCulture, $"/api/users/{ratings[^1].UserId}/ratings?token={token}"),
            new RatingsAccepted { Ratings = ratings.Length, RatedAt = ratedAt, Token = token });
    }

    private static void Check(IReadOnlyList<UserStars> ratings, Catalogue catalogue, Input input)
    {
        var seen = new HashSet<(int UserId, int MovieId)>(ratings.Count);
        for (var i = 0; i < ratings.Count && input.ProblemCount < MostProblems; i++)
        {
            if (ratings[i] is not { } rating)
            {
                input.Reject($"ratings[{i}]", "This is no rating.");
            }
            else if (rating.UserId < 1)
            {
                input.Reject($"ratings[{i}].userId", "The field userId must be positive.");
            }
            else if (!Input.AreStars(rating.Stars))
            {
                input.CheckStars($"ratings[{i}].stars", rating.Stars);
            }
            else if (!catalogue.TryGet(rating.MovieId, out _))
            {
                input.Reject($"ratings[{i}].movieId", $"There is no movie {rating.MovieId}.");
            }
            else if (!seen.Add((rating.UserId, rating.MovieId)))
            {
                input.Reject($"ratings[{i}]", $"User {rating.UserId} rates movie {rating.MovieId} twice.");
            }
        }
    }

    private static async Task<Results<Accepted<RatingAccepted>, ProblemHttpResult>> Withdraw(
        [Range(1, int.MaxValue)] int id, int movieId, CatalogueFeed feed, RatingClock clock, WaitingRoom waiting, CancellationToken cancellationToken)
    {
        if (!feed.Current.TryGet(movieId, out _))
        {
            return Missing.Movie(movieId);
        }

        var withdrawnAt = clock.Next();
        await waiting.PublishAsync(new WithdrawRating { UserId = id, MovieId = movieId, WithdrawnAt = withdrawnAt }, ratings: 1, cancellationToken);
        return Accept(id, movieId, null, withdrawnAt);
    }

    private static Accepted<RatingAccepted> Accept(int userId, int movieId, float? stars, DateTimeOffset ratedAt)
    {
        var token = new ReadToken(movieId, ratedAt).ToString();
        return TypedResults.Accepted(
            string.Create(CultureInfo.InvariantCulture, $"/api/users/{userId}/ratings/{movieId}?token={token}"),
            new RatingAccepted { UserId = userId, MovieId = movieId, Stars = stars, RatedAt = ratedAt, Token = token });
    }

    private static UserRating? Describe(StoredRating rating, Catalogue catalogue, bool isStale) => catalogue.TryGet(rating.MovieId, out var movie)
        ? new UserRating { Movie = movie.Summary, Stars = rating.Stars!.Value, RatedAt = rating.RatedAt, Stale = isStale }
        : null;
}
