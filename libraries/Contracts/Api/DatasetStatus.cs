namespace MovieMesh.Contracts.Api;

/// <summary>The data set that the mesh serves, and how its import stands.</summary>
public sealed record DatasetStatus
{
    /// <summary><c>None</c>, <c>Importing</c>, <c>Imported</c> or <c>Failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The data set's own name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the data were generated rather than given by people: every page says so.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>The share of the data set read so far, 0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>Movies in the store.</summary>
    public long Movies { get; init; }

    /// <summary>Users with at least one rating.</summary>
    public long Users { get; init; }

    /// <summary>Ratings in the store.</summary>
    public long Ratings { get; init; }

    /// <summary>Lines that the import left out.</summary>
    public long SkippedLines { get; init; }

    /// <summary>Why the import failed, in one line.</summary>
    public string? Error { get; init; }
}
