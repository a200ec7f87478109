namespace MovieMesh.Ingestion;

internal static partial class Log
{
    [LoggerMessage(EventName = "RatingRejected", Level = LogLevel.Warning, Message = "A {Kind} was dead-lettered: {Reason}")]
    public static partial void RatingRejected(this ILogger logger, string kind, string reason);

    [LoggerMessage(EventName = "LetterKept", Level = LogLevel.Warning, Message = "Dead letter {Id} of the queue {Queue} is kept: {Reason}")]
    public static partial void LetterKept(this ILogger logger, Guid id, string queue, string reason);

    [LoggerMessage(EventName = "LineSkipped", Level = LogLevel.Warning, Message = "{Problem}")]
    public static partial void LineSkipped(this ILogger logger, string problem);

    [LoggerMessage(EventName = "LinesSkipped", Level = LogLevel.Warning, Message = "{Count} lines were skipped because: {Kind}")]
    public static partial void LinesSkipped(this ILogger logger, long count, string kind);

    [LoggerMessage(EventName = "Imported", Level = LogLevel.Information,
        Message = "Imported {Dataset}: {Movies} movies, {Ratings} ratings, {Tags} tags, {Skipped} lines skipped, in {Seconds:0.0} s")]
    public static partial void Imported(this ILogger logger, string dataset, long movies, long ratings, long tags, long skipped, double seconds);

    [LoggerMessage(EventName = "ImportFailed", Level = LogLevel.Error, Message = "{Dataset} was not imported: {Reason}")]
    public static partial void ImportFailed(this ILogger logger, string dataset, string reason);

    [LoggerMessage(EventName = "ImportBroke", Level = LogLevel.Error, Message = "The import of {Dataset} broke off")]
    public static partial void ImportBroke(this ILogger logger, Exception exception, string dataset);

    [LoggerMessage(EventName = "StartupImportWaits", Level = LogLevel.Information, Message = "The import at start waits: {Reason}")]
    public static partial void StartupImportWaits(this ILogger logger, string reason);
}
