namespace MovieMesh.DatabaseMigrations;

internal static partial class Log
{
    [LoggerMessage(EventName = "NoConnectionString", Level = LogLevel.Error,
        Message = "The connection string 'ratingsdb' is missing: set ConnectionStrings__ratingsdb to Host=…;Port=…;Username=…;Password=…;Database=….")]
    public static partial void NoConnectionString(this ILogger logger);

    [LoggerMessage(EventName = "DatabaseCreated", Level = LogLevel.Information, Message = "The database was missing and is created")]
    public static partial void DatabaseCreated(this ILogger logger);

    [LoggerMessage(EventName = "SchemaUpToDate", Level = LogLevel.Information, Message = "The schema is up to date; migrations applied now: {Count}")]
    public static partial void SchemaUpToDate(this ILogger logger, int count);

    [LoggerMessage(EventName = "Waiting", Level = LogLevel.Information, Message = "The database server is not there yet: {Reason}")]
    public static partial void Waiting(this ILogger logger, string reason);

    [LoggerMessage(EventName = "GaveUp", Level = LogLevel.Error, Message = "The database server did not come within {Seconds:0} s: {Reason}")]
    public static partial void GaveUp(this ILogger logger, double seconds, string reason);

    [LoggerMessage(EventName = "Refused", Level = LogLevel.Error, Message = "The database server refuses: {Reason}")]
    public static partial void Refused(this ILogger logger, string reason);
}
