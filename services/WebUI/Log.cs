namespace MovieMesh.WebUI;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "FeedConnected", Level = LogLevel.Information, Message = "Following the gateway's events.")]
    public static partial void FeedConnected(ILogger logger);

    [LoggerMessage(EventId = 2, EventName = "FeedLost", Level = LogLevel.Warning, Message = "The gateway's events are lost ({Reason}); trying again in {Seconds} s.")]
    public static partial void FeedLost(ILogger logger, string reason, double seconds);

    [LoggerMessage(EventId = 3, EventName = "ListenerFailed", Level = LogLevel.Error, Message = "A page failed on the event {EventType}.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string eventType);

    [LoggerMessage(EventId = 4, EventName = "StatusUnknown", Level = LogLevel.Debug, Message = "The mesh's status is unknown: {Reason}")]
    public static partial void StatusUnknown(ILogger logger, string reason);

    [LoggerMessage(EventId = 5, EventName = "PosterUnavailable", Level = LogLevel.Warning, Message = "TMDB gave no poster of its movie {TmdbId}: {Reason}")]
    public static partial void PosterUnavailable(ILogger logger, int tmdbId, string reason);
}
