using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;

namespace MovieMesh.Messaging;

/// <summary>Ties the work on a batch to the trace of every message in it.</summary>
public static class BatchTracing
{
    private static readonly ActivitySource Source = new("MovieMesh.Messaging");

    /// <summary>
    /// Begins an activity with a link to the sending of each message: by itself, the work on a batch would belong to the trace of whichever message came first.
    /// </summary>
    /// <param name="context">The batch.</param>
    /// <returns>The activity, to be disposed when the work is done; null when nobody listens, or none of the messages is traced.</returns>
    public static Activity? StartBatchActivity<T>(this ConsumeContext<Batch<T>> context)
        where T : class
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var queue = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        var links = new List<ActivityLink>();
        foreach (var message in context.Message)
        {
            // What is not recorded there leads nowhere.
            if (message.Headers.Get<string>(DiagnosticHeaders.ActivityId) is { } id && ActivityContext.TryParse(id, traceState: null, out var sent) && sent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            {
                links.Add(new(sent));
            }
        }

        var activity = Source.StartActivity(ActivityKind.Consumer, Activity.Current?.Context ?? default, links: links, name: $"{queue} process batch");
        return activity?
            .SetTag("messaging.system", "rabbitmq")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.operation.name", "process batch")
            .SetTag("messaging.destination.name", queue)
            .SetTag("messaging.batch.message_count", context.Message.Length);
    }
}
