namespace MovieMesh.Storage.Ratings;

/// <summary>How an import stands.</summary>
public enum DatasetState
{
    /// <summary>It is running, or its process died and it waits to be run again.</summary>
    Importing,

    /// <summary>Everything is in the store.</summary>
    Imported,

    /// <summary>It ended early; the error says why.</summary>
    Failed,
}
