using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Answers for what is not there.</summary>
internal static class Missing
{
    public static ProblemHttpResult Movie(int id) => Problem($"There is no movie {id}.");

    public static ProblemHttpResult User(int id) => Problem($"There is no user {id}.");

    public static ProblemHttpResult FeedbackKind(FeedbackKind kind) => Problem($"There is no feedback of the kind {kind}.");

    public static ProblemHttpResult Rating(int userId, int movieId, bool isStale) => isStale
        ? TypedResults.Problem(
            $"As far as is known while the ratings database is away, user {userId} has not rated movie {movieId}.",
            statusCode: StatusCodes.Status404NotFound,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["stale"] = true })
        : Problem($"User {userId} has not rated movie {movieId}.");

    public static ProblemHttpResult Model(long id) => Problem($"There is no model {id}.");

    public static ProblemHttpResult Import(Guid id) => Problem($"There is no import {id} (yet).");

    public static ProblemHttpResult DeadLetter(Guid id) => Problem($"There is no dead letter {id} (any more).");

    public static ProblemHttpResult Experiment() => Problem("There is no experiment.");

    /// <summary>Why a run has no model that could serve; null when it may have one.</summary>
    public static ProblemHttpResult? Model(long id, StoredModelRun? run) => run switch
    {
        null => Model(id),
        { State: StoredModelRunState.Running } => Unfit($"Model {id} is still being trained."),
        { State: StoredModelRunState.Failed } => Unfit($"Run {id} failed and led to no model."),
        _ => null,
    };

    /// <summary>It is there, but not fit for what was asked.</summary>
    public static ProblemHttpResult Unfit(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult List(string name) => Problem($"There is no list '{name}'; there are popular, top-rated, trending, new and starters.");

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
