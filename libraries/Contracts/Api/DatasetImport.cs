namespace MovieMesh.Contracts.Api;

/// <summary>One import and what came of it.</summary>
public sealed record DatasetImport
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The data set's own name.</summary>
    public required string Name { get; init; }

    /// <summary><c>Importing</c>, <c>Imported</c> or <c>Failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The share read so far, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Movies read.</summary>
    public long Movies { get; init; }

    /// <summary>Ratings read.</summary>
    public long Ratings { get; init; }

    /// <summary>Tags read.</summary>
    public long Tags { get; init; }

    /// <summary>Lines left out.</summary>
    public long SkippedLines { get; init; }

    /// <summary>The first hundred of them, as file, line and reason.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Why it failed, in one line, or null.</summary>
    public string? Error { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
