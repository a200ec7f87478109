namespace MovieMesh.Contracts.Api;

/// <summary>How a training run stands.</summary>
public enum ModelRunState
{
    /// <summary>It is running.</summary>
    Running,

    /// <summary>It led to a model that serves or has served.</summary>
    Promoted,

    /// <summary>It led to a model that was worse than the one that served.</summary>
    Rejected,

    /// <summary>It ended without a model.</summary>
    Failed,

    /// <summary>It led to a model that was not to serve yet, and is kept to be promoted by hand or tried in an experiment.</summary>
    Challenger,
}
