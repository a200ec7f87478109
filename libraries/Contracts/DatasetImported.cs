namespace MovieMesh.Contracts;

/// <summary>Event from Ingestion: an import ended.</summary>
public sealed record DatasetImported
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The data set's own name, such as <c>ml-latest-small</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Movies stored.</summary>
    public required long Movies { get; init; }

    /// <summary>Ratings stored.</summary>
    public required long Ratings { get; init; }

    /// <summary>Tags stored.</summary>
    public required long Tags { get; init; }

    /// <summary>Lines that could not be read and were left out.</summary>
    public required long SkippedLines { get; init; }

    /// <summary>Why nothing was imported, in one line, or null when all went well.</summary>
    public string? Failure { get; init; }
}
