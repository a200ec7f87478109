namespace MovieMesh.SimilarityWorker;

internal static partial class Log
{
    [LoggerMessage(EventName = "RebuildPlanned", Level = LogLevel.Information, Message = "Rebuilding {Measure} lists for version {Version} in {Blocks} blocks.")]
    public static partial void RebuildPlanned(ILogger logger, string measure, long version, int blocks);

    [LoggerMessage(EventName = "SourceLoaded", Level = LogLevel.Information, Message = "Loaded version {Version} and {Ratings} ratings in {Seconds:F2} s.")]
    public static partial void SourceLoaded(ILogger logger, long version, int ratings, double seconds);

    [LoggerMessage(EventName = "BlockComputed", Level = LogLevel.Debug, Message = "Computed block {Block} of {Measure} for version {Version} in {Seconds:F2} s.")]
    public static partial void BlockComputed(ILogger logger, int block, string measure, long version, double seconds);

    [LoggerMessage(EventName = "BlockSkipped", Level = LogLevel.Debug, Message = "Skipped a block of version {Version}: it does not serve any more.")]
    public static partial void BlockSkipped(ILogger logger, long version);

    [LoggerMessage(EventName = "SimilaritiesPublished", Level = LogLevel.Information, Message = "Published {Measure} lists of {Movies} movies for version {Version}.")]
    public static partial void SimilaritiesPublished(ILogger logger, string measure, int movies, long version);

    [LoggerMessage(EventName = "SimilaritiesRefreshed", Level = LogLevel.Debug, Message = "Ratings of {Movies} movies changed {Lists} lists, put in place in {Seconds:F2} s.")]
    public static partial void SimilaritiesRefreshed(ILogger logger, int movies, int lists, double seconds);
}
