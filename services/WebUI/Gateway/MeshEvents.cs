namespace MovieMesh.WebUI.Gateway;

/// <summary>The types of the gateway's events that pages follow.</summary>
internal static class MeshEvents
{
    /// <summary>Not from the gateway: the subscription stands again, so whatever happened meanwhile was missed.</summary>
    public const string FeedConnected = "feed-connected";

    /// <summary>Not from the gateway: the subscription is lost.</summary>
    public const string FeedLost = "feed-lost";

    public const string RatingsRecorded = "ratings-recorded";

    public const string DatasetImportProgressed = "dataset-import-progressed";

    public const string DatasetImported = "dataset-imported";

    public const string TrainingStarted = "training-started";

    public const string EpochCompleted = "epoch-completed";

    public const string ModelTrained = "model-trained";

    public const string ModelPromoted = "model-promoted";

    public const string ModelRejected = "model-rejected";

    public const string ExperimentStarted = "experiment-started";

    public const string ExperimentEnded = "experiment-ended";

    public const string SimilaritiesPublished = "similarities-published";

    public const string SimilaritiesRefreshed = "similarities-refreshed";

    public const string DeadLettersChanged = "dead-letters-changed";
}
