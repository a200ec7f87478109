using Microsoft.Extensions.Logging;

namespace MovieMesh.Messaging;

internal static partial class Log
{
    [LoggerMessage(EventName = "BrokerAway", Level = LogLevel.Warning, Message = "The message broker at {Nodes} does not answer; it is tried until it does")]
    public static partial void BrokerAway(this ILogger logger, string nodes);

    [LoggerMessage(EventName = "BusStuck", Level = LogLevel.Critical, Message = "The message broker answers, and yet the bus has been without it for {Seconds:F0} s: the process ends, so as to be started anew")]
    public static partial void BusStuck(this ILogger logger, double seconds);

    [LoggerMessage(EventName = "CollectingBroke", Level = LogLevel.Warning, Message = "Collecting dead letters broke off and begins anew: {Reason}")]
    public static partial void CollectingBroke(this ILogger logger, string reason);

    [LoggerMessage(EventName = "LetterNotKept", Level = LogLevel.Warning, Message = "A dead letter of the queue {Queue} waits, as it cannot be kept for now: {Reason}")]
    public static partial void LetterNotKept(this ILogger logger, string queue, string reason);
}
