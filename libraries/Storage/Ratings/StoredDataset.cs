namespace MovieMesh.Storage.Ratings;

/// <summary>A data set and how its import stands.</summary>
public sealed record StoredDataset
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The data set's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The zip or folder that it came from.</summary>
    public required string Path { get; init; }

    /// <summary>Tells one content from another; null until the data set was opened.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Whether the data were generated rather than given by people.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>How the import stands.</summary>
    public required DatasetState State { get; init; }

    /// <summary>The share read so far, 0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>Movies read.</summary>
    public long Movies { get; init; }

    /// <summary>Users with at least one rating in the store when the import ended.</summary>
    public long Users { get; init; }

    /// <summary>Ratings read.</summary>
    public long Ratings { get; init; }

    /// <summary>Tags read.</summary>
    public long Tags { get; init; }

    /// <summary>Lines left out.</summary>
    public long SkippedLines { get; init; }

    /// <summary>Why it failed, in one line.</summary>
    public string? Error { get; init; }

    /// <summary>The first of the lines left out, as file, line and reason.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>When the import began; the store says so.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null while it runs; the store says so.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
