namespace MovieMesh.Ingestion;

/// <summary>The data set to import at the start, under <c>Dataset</c>.</summary>
internal sealed class DatasetOptions
{
    /// <summary>A zip, a folder of one data set, or a folder that holds one such; none when empty.</summary>
    public string? Path { get; set; }

    /// <summary>Whether one bad line refuses the whole data set.</summary>
    public bool Strict { get; set; }
}
