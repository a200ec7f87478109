using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Events;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Storage.Ratings;
using DeadLetter = MovieMesh.Contracts.Api.DeadLetter;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Messages that no consumer could handle.</summary>
internal static class DeadLettersApi
{
    /// <summary>How many letters one request replays: so many that it does not take minutes.</summary>
    private const int MostReplays = 500;

    public static void MapDeadLettersApi(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup("/api/dead-letters").WithTags("Dead letters");
        letters.MapGet("", List).ForAdministrators().WithName("ListDeadLetters").WithSummary("Messages that could not be handled, newest first, each with its reason.")
            .WithDescription("Those that were replayed are not among them, unless they failed again. Long bodies are cut, and stack traces left out.")
            .WithExample(Examples.DeadLetters);
        letters.MapGet("/{id}", Get).ForAdministrators().WithName("GetDeadLetter").WithSummary("One message with all that is kept of it.").WithExample(Examples.DeadLetter);
        letters.MapPost("/{id}/replay", Replay).ForAdministrators().WithName("ReplayDeadLetter").WithSummary("Puts a message back into the queue it came from.")
            .WithDescription("What was the matter should be mended before: else it soon is a dead letter again. Asking again does nothing more, and a message that is handled twice does nothing the second time.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        letters.MapPost("/replay", ReplayAll).ForAdministrators().WithName("ReplayDeadLetters").WithSummary($"Puts all messages back into their queues, the oldest {MostReplays} of them at once.")
            .WithDescription("Messages that are not kept whole or whose queue is gone stay.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.LettersReplayed);
        letters.MapDelete("/{id}", Discard).ForAdministrators().WithName("DiscardDeadLetter").WithSummary("Throws a message away for good.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<DeadLetter>>> List(
        DeadLetterStore store,
        CancellationToken cancellationToken,
        [Range(1, Input.MostPages)] int page = 1,
        [PageSize] int pageSize = 20) =>
        TypedResults.Ok(new Page<DeadLetter>
        {
            Items = [.. (await store.ListAsync((page - 1) * pageSize, pageSize, cancellationToken)).Select(Describe)],
            Total = await store.CountAsync(cancellationToken),
            Number = page,
            Size = pageSize,
        });

    private static async Task<Results<Ok<DeadLetter>, ProblemHttpResult>> Get(Guid id, DeadLetterStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync(id, cancellationToken) is { } letter ? TypedResults.Ok(Describe(letter)) : Missing.DeadLetter(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> Replay(
        Guid id, DeadLetterStore store, DeadLetterSender sender, MeshAnnouncements announcements, CancellationToken cancellationToken)
    {
        switch (await ReplayAsync(id, store, sender, cancellationToken))
        {
            case DeadLetterReplay.Missing:
                return Missing.DeadLetter(id);
            case DeadLetterReplay.Cut:
                return Missing.Unfit("The message was too large to be kept whole, and cannot be replayed.");
            case DeadLetterReplay.NoQueue:
                return Missing.Unfit("The queue that the message came from is gone. It stays a dead letter.");
        }

        await announcements.PublishAsync(new DeadLettersChanged { Change = "replayed", Letters = 1 }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<DeadLettersReplayed>> ReplayAll(DeadLetterStore store, DeadLetterSender sender, MeshAnnouncements announcements, CancellationToken cancellationToken)
    {
        var replayed = 0;
        foreach (var id in await store.ListIdsAsync(MostReplays, cancellationToken))
        {
            replayed += await ReplayAsync(id, store, sender, cancellationToken) == DeadLetterReplay.Done ? 1 : 0;
        }

        if (replayed > 0)
        {
            await announcements.PublishAsync(new DeadLettersChanged { Change = "replayed", Letters = replayed }, cancellationToken);
        }

        return TypedResults.Ok(new DeadLettersReplayed { Replayed = replayed, Waiting = await store.CountAsync(cancellationToken) });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Discard(Guid id, DeadLetterStore store, MeshAnnouncements announcements, CancellationToken cancellationToken)
    {
        if (!await store.DiscardAsync(id, cancellationToken))
        {
            return Missing.DeadLetter(id);
        }

        await announcements.PublishAsync(new DeadLettersChanged { Change = "discarded", Letters = 1 }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<DeadLetterReplay> ReplayAsync(Guid id, DeadLetterStore store, DeadLetterSender sender, CancellationToken cancellationToken) => store.ReplayAsync(
        id,
        (letter, stop) => sender.PutBackAsync(
            letter.Id,
            new QueuedMessage { Queue = letter.Queue, MessageId = letter.MessageId, ContentType = letter.ContentType, Headers = letter.Headers, Body = letter.Body },
            stop),
        cancellationToken);

    private static DeadLetter Describe(StoredDeadLetter letter) => new()
    {
        Id = letter.Id,
        Queue = letter.Queue,
        MessageType = letter.MessageType,
        FailedAt = letter.FailedAt,
        Failures = letter.Failures,
        ReplayedAt = letter.ReplayedAt,
        ExceptionType = letter.ExceptionType,
        Reason = letter.Reason,
        StackTrace = letter.StackTrace,
        TraceId = letter.TraceId,
        Body = Encoding.UTF8.GetString(letter.Body),
        Size = letter.Size,
    };
}
