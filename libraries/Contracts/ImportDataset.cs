namespace MovieMesh.Contracts;

/// <summary>Command to Ingestion: load a MovieLens data set from a zip or folder that Ingestion can read.</summary>
public sealed record ImportDataset
{
    /// <summary>Identifies this import in its progress events.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>A zip, a folder of one data set, or a folder that holds one such.</summary>
    public required string Path { get; init; }

    /// <summary>Whether one bad line refuses the whole data set; otherwise bad lines are skipped and counted.</summary>
    public bool Strict { get; init; }
}
