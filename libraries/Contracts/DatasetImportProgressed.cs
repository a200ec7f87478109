namespace MovieMesh.Contracts;

/// <summary>Event from Ingestion: an import has come this far.</summary>
public sealed record DatasetImportProgressed
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The data set's own name, such as <c>ml-latest-small</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>What is being loaded now: <c>movies</c>, <c>links</c>, <c>tags</c>, <c>ratings</c> or <c>statistics</c> (counting what was loaded).</summary>
    public required string Stage { get; init; }

    /// <summary>The share of the data set's bytes read so far, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Rows stored so far, over all files.</summary>
    public required long Rows { get; init; }
}
