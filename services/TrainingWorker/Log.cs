namespace MovieMesh.TrainingWorker;

internal static partial class Log
{
    [LoggerMessage(EventName = "TrainingStarted", Level = LogLevel.Information, Message = "Run {RunId} started ({Algorithm}, {Reason}) on {Ratings} ratings.")]
    public static partial void TrainingStarted(ILogger logger, long runId, string algorithm, string reason, int ratings);

    [LoggerMessage(EventName = "StartedWarm", Level = LogLevel.Information, Message = "Run {RunId} goes on from the factors of run {From}.")]
    public static partial void StartedWarm(ILogger logger, long runId, long from);

    [LoggerMessage(EventName = "ModelPromoted", Level = LogLevel.Information, Message = "Run {RunId} promoted: {HeldOut} after {Seconds:F1} s.")]
    public static partial void ModelPromoted(ILogger logger, long runId, string heldOut, double seconds);

    [LoggerMessage(EventName = "ChallengerKept", Level = LogLevel.Information, Message = "Run {RunId} kept as a challenger: {HeldOut} after {Seconds:F1} s.")]
    public static partial void ChallengerKept(ILogger logger, long runId, string heldOut, double seconds);

    [LoggerMessage(EventName = "ModelRejected", Level = LogLevel.Warning, Message = "Run {RunId} rejected: {Note}")]
    public static partial void ModelRejected(ILogger logger, long runId, string note);

    [LoggerMessage(EventName = "TrainingFailed", Level = LogLevel.Error, Message = "Run {RunId} failed: {Note}")]
    public static partial void TrainingFailed(ILogger logger, long runId, string note);

    [LoggerMessage(EventName = "TrainingSkipped", Level = LogLevel.Information, Message = "A training was asked for ({Reason}) and is not needed any more.")]
    public static partial void TrainingSkipped(ILogger logger, string reason);

    [LoggerMessage(EventName = "PromotedByHand", Level = LogLevel.Information, Message = "Version {Version} serves by request ({Reason}).")]
    public static partial void PromotedByHand(ILogger logger, long version, string reason);

    [LoggerMessage(EventName = "RetrainDue", Level = LogLevel.Information, Message = "A training is due ({Reason}) after run {RunId}.")]
    public static partial void RetrainDue(ILogger logger, string reason, long runId);

    [LoggerMessage(EventName = "ModelMissing", Level = LogLevel.Warning, Message = "The cache holds no serving model: asking for a training ({Reason}).")]
    public static partial void ModelMissing(ILogger logger, string reason);
}
