namespace MovieMesh.QueryApi;

internal static partial class Log
{
    [LoggerMessage(EventName = "CatalogueLoaded", Level = LogLevel.Information, Message = "{Movies} movies loaded in {Milliseconds:F0} ms.")]
    public static partial void CatalogueLoaded(ILogger logger, int movies, double milliseconds);

    [LoggerMessage(EventName = "CatalogueWaiting", Level = LogLevel.Warning, Message = "The catalogue cannot be read for now: {Problem}")]
    public static partial void CatalogueWaiting(ILogger logger, string problem);

    [LoggerMessage(EventName = "RatingsLoaded", Level = LogLevel.Information, Message = "{Ratings} ratings loaded in {Milliseconds:F0} ms, to compare users by.")]
    public static partial void RatingsLoaded(ILogger logger, int ratings, double milliseconds);

    [LoggerMessage(EventName = "ModelLoaded", Level = LogLevel.Information, Message = "Model {Version} serves: {Algorithm} over {Movies} movies, loaded in {Milliseconds:F0} ms.")]
    public static partial void ModelLoaded(ILogger logger, long version, string algorithm, int movies, double milliseconds);

    [LoggerMessage(EventName = "ModelMissing", Level = LogLevel.Warning, Message = "Model {Version} is said to serve, but is not in the cache (any more).")]
    public static partial void ModelMissing(ILogger logger, long version);

    [LoggerMessage(EventName = "ModelDamaged", Level = LogLevel.Error, Message = "Model {Version} cannot be read, the one before goes on serving: {Problem}")]
    public static partial void ModelDamaged(ILogger logger, long version, string problem);

    [LoggerMessage(EventName = "ModelWaiting", Level = LogLevel.Warning, Message = "The model cache cannot be read for now: {Problem}")]
    public static partial void ModelWaiting(ILogger logger, string problem);

    [LoggerMessage(EventName = "NotAnnounced", Level = LogLevel.Warning, Message = "{Event} could not be told to the mesh, which will find out by itself: {Problem}")]
    public static partial void NotAnnounced(ILogger logger, string @event, string problem);

    [LoggerMessage(EventName = "CaughtUp", Level = LogLevel.Information, Message = "Connected to the broker: what was kept of users is read anew, in case events were missed.")]
    public static partial void CaughtUp(ILogger logger);

    [LoggerMessage(EventName = "TokenMissed", Level = LogLevel.Information, Message = "A rating of user {UserId} was not seen within {Milliseconds:F0} ms of a read that asked for it.")]
    public static partial void TokenMissed(ILogger logger, int userId, double milliseconds);

    [LoggerMessage(EventName = "QueueAlarm", Level = LogLevel.Warning, Message = "Queue {Queue}: {Problem}")]
    public static partial void QueueAlarm(ILogger logger, string queue, string problem);

    [LoggerMessage(EventName = "QueueRecovered", Level = LogLevel.Information, Message = "Queue {Queue} is short and read again.")]
    public static partial void QueueRecovered(ILogger logger, string queue);

    [LoggerMessage(EventName = "AdministratorNotMade", Level = LogLevel.Error, Message = "The first administrator cannot be made with the settings of Accounts: {Problem}")]
    public static partial void AdministratorNotMade(ILogger logger, string problem);

    [LoggerMessage(EventName = "RequestFailed", Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);
}
