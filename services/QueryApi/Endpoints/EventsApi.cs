using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MovieMesh.QueryApi.Events;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>The mesh's events, as they happen.</summary>
internal static class EventsApi
{
    private const string EventStream = "text/event-stream";

    private static ReadOnlySpan<byte> Welcome => ": listening\n\n"u8;

    private static ReadOnlySpan<byte> Heartbeat => ": heartbeat\n\n"u8;

    public static void MapEventsApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/events", Listen).WithTags("Events").WithName("ListenToEvents").WithSummary("The mesh's events as server-sent events.")
            .WithDescription($"Types: a comma-separated choice of {string.Join(", ", EventTypes.All)}. Comments keep the connection open.")
            .Produces<string>(contentType: EventStream).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<EmptyHttpResult, ValidationProblem>> Listen(
        HttpContext context, EventHub hub, IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, TimeProvider time, string? types = null)
    {
        var chosen = types?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal) ?? [];
        var input = new Input();
        if (chosen.FirstOrDefault(type => !EventTypes.All.Contains(type)) is { } unknown)
        {
            input.Reject("types", $"There is no '{unknown}'; there are {string.Join(", ", EventTypes.All)}.");
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        using var subscription = hub.TrySubscribe() ?? throw new NotReadyException("As many listen to events as may.");
        context.Response.ContentType = EventStream;
        context.Response.Headers.CacheControl = "no-cache";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await WriteAsync(context.Response, subscription, chosen, options.Value.Heartbeat, time, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The browser went, or the gateway goes: either ends the stream.
        }

        return TypedResults.Empty;
    }

    private static async Task WriteAsync(
        HttpResponse response, EventHub.Subscription subscription, HashSet<string> chosen, TimeSpan heartbeat, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = response.Body;
        await body.WriteAsync(Welcome.ToArray(), cancellationToken);
        await body.FlushAsync(cancellationToken);
        while (true)
        {
            try
            {
                await subscription.Frames.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(heartbeat, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                await body.WriteAsync(Heartbeat.ToArray(), cancellationToken);
            }

            while (subscription.Frames.TryRead(out var frame))
            {
                if (chosen.Count == 0 || chosen.Contains(frame.Type))
                {
                    await body.WriteAsync(frame.Bytes, cancellationToken);
                }
            }

            await body.FlushAsync(cancellationToken);
        }
    }
}
