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
        feedback.MapPost("", Give).ForOwner().WithName("GiveFeedback").WithSummary("Says that a user viewed, clicked or wishlisted a movie.")
            .WithDescription("Accepted means that it will not be lost. Of each movie and kind the newest stands.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Feedback, Examples.GiveFeedback);
        feedback.MapGet("", List).WithName("ListFeedback").WithSummary("A user's feedback beyond stars, newest first.").WithExample(Examples.FeedbackList);
    }

    private static async Task<Results<Accepted<UserFeedback>, ProblemHttpResult>> Give(
        [Range(1, int.MaxValue)] int id, GiveFeedback given, CatalogueFeed feed, RatingClock clock, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        if (!feed.Current.TryGet(given.MovieId, out _))
        {
            return Missing.Movie(given.MovieId);
        }

        var command = new RecordFeedback { UserId = id, MovieId = given.MovieId, Kind = given.Kind, GivenAt = clock.Next() };
        await publisher.PublishAsync(command, cancellationToken);
        return TypedResults.Accepted(
            string.Create(CultureInfo.InvariantCulture, $"/api/users/{id}/feedback"), new UserFeedback { MovieId = given.MovieId, Kind = given.Kind, GivenAt = command.GivenAt });
    }

    private static async Task<Ok<IReadOnlyList<UserFeedback>>> List([Range(1, int.MaxValue)] int id, FeedbackStore store, CancellationToken cancellationToken)
    {
        var feedback = await store.ReadUserAsync(id, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<UserFeedback>>(
        [
            // A newer gateway may have taken kinds that this one has no word for.
            .. from given in feedback
               where Enum.IsDefined(typeof(FeedbackKind), given.Kind)
               select new UserFeedback { MovieId = given.MovieId, Kind = Enum.Parse<FeedbackKind>(given.Kind), GivenAt = given.GivenAt },
        ]);
    }
}
