namespace MovieMesh.Storage.Ratings;

/// <summary>How a training run stands.</summary>
public enum StoredModelRunState
{
    /// <summary>It is running.</summary>
    Running,

    /// <summary>It led to a model that serves or has served.</summary>
    Promoted,

    /// <summary>It led to a model that was worse than the one that served.</summary>
    Rejected,

    /// <summary>It ended without a model.</summary>
    Failed,

    /// <summary>It led to a model that was not to serve yet, and is kept.</summary>
    Challenger,
}
