namespace MovieMesh.Contracts.Api;

/// <summary>Asks for the import of a data set that lies where the mesh runs.</summary>
public sealed record StartImport
{
    /// <summary>A zip, a folder of one data set, or a folder that holds one such, as Ingestion sees it.</summary>
    public required string Path { get; init; }

    /// <summary>Whether one bad line refuses the whole data set; otherwise bad lines are skipped and counted.</summary>
    public bool Strict { get; init; }
}
