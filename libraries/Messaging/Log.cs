using Microsoft.Extensions.Logging;

namespace MovieMesh.Messaging;

internal static partial class Log
{
    [LoggerMessage(EventName = "BrokerAway", Level = LogLevel.Warning, Message = "The message broker at {Host}:{Port} does not answer; it is tried until it does")]
    public static partial void BrokerAway(this ILogger logger, string host, int port);
}
