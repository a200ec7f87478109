using Microsoft.Extensions.Logging;

namespace MovieMesh.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(EventName = "WatchFailed", Level = LogLevel.Warning, Message = "Could not look whether all is as it should be: {Problem}")]
    public static partial void WatchFailed(ILogger logger, string problem);
}
