using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Users;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>What users do with movies beside rating them.</summary>
internal static class FeedbackApi
{
    public static void MapFeedbackApi(this IEndpointRouteBuilder app)
    {
        var feedback = app.MapGroup("/api/users/{id}/feedback").WithTags("Feedback");
        feedback.MapPost("", Give).ForOwner().AddEndpointFilter<WhileThereIsRoom>().WithName("GiveFeedback").WithSummary("Says that a user viewed, clicked or wishlisted a movie.")
            .WithDescription("Accepted means that it will not be lost. Of each movie and kind the newest stands.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Feedback, Examples.GiveFeedback);
        feedback.MapDelete("/{movieId}/{kind}", Withdraw).ForOwner().AddEndpointFilter<WhileThereIsRoom>().WithName("WithdrawFeedback").WithSummary("Takes feedback of a kind on a movie back.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Feedback);
        feedback.MapGet("", List).WithName("ListFeedback").WithSummary("A user's feedback beyond stars, newest first.")
            .WithDescription("Of one kind, or of all.").WithExample(Examples.FeedbackList);
    }

    private static Task<Results<Accepted<UserFeedback>, ProblemHttpResult>> Give(
        [Range(1, int.MaxValue)] int id, GiveFeedback given, CatalogueFeed feed, RatingClock clock, IDurablePublisher publisher, CancellationToken cancellationToken) =>
        AcceptAsync(new RecordFeedback { UserId = id, MovieId = given.MovieId, Kind = given.Kind, GivenAt = clock.Next() }, feed, publisher, cancellationToken);

    private static Task<Results<Accepted<UserFeedback>, ProblemHttpResult>> Withdraw(
        [Range(1, int.MaxValue)] int id, int movieId, FeedbackKind kind, CatalogueFeed feed, RatingClock clock, IDurablePublisher publisher, CancellationToken cancellationToken) =>
        AcceptAsync(new RecordFeedback { UserId = id, MovieId = movieId, Kind = kind, GivenAt = clock.Next(), IsWithdrawn = true }, feed, publisher, cancellationToken);

    private static async Task<Results<Accepted<UserFeedback>, ProblemHttpResult>> AcceptAsync(
        RecordFeedback command, CatalogueFeed feed, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        // A route takes any number for a kind.
        if (!Enum.IsDefined(command.Kind))
        {
            return Missing.FeedbackKind(command.Kind);
        }

        if (!feed.Current.TryGet(command.MovieId, out _))
        {
            return Missing.Movie(command.MovieId);
        }

        await publisher.PublishAsync(command, cancellationToken);
        return TypedResults.Accepted(
            string.Create(CultureInfo.InvariantCulture, $"/api/users/{command.UserId}/feedback"),
            new UserFeedback { MovieId = command.MovieId, Kind = command.Kind, GivenAt = command.GivenAt });
    }

    private static async Task<Ok<IReadOnlyList<UserFeedback>>> List(
        [Range(1, int.MaxValue)] int id, FeedbackStore store, CatalogueFeed feed, CancellationToken cancellationToken, FeedbackKind? kind = null)
    {
        var catalogue = feed.Current;
        var feedback = await store.ReadUserAsync(id, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<UserFeedback>>(
        [
            // A newer gateway may have taken kinds that this one has no word for.
            .. from given in feedback
               where Enum.IsDefined(typeof(FeedbackKind), given.Kind)
               let one = new UserFeedback
               {
                   MovieId = given.MovieId,
                   Movie = catalogue.TryGet(given.MovieId, out var movie) ? movie.Summary : null,
                   Kind = Enum.Parse<FeedbackKind>(given.Kind),
                   GivenAt = given.GivenAt,
               }
               where kind is null || one.Kind == kind
               select one,
        ]);
    }
}
