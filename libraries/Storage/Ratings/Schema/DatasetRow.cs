namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>An import of a data set.</summary>
internal sealed class DatasetRow
{
    public Guid ImportId { get; set; }

    public string Name { get; set; } = "";

    public string Path { get; set; } = "";

    public string? Fingerprint { get; set; }

    public bool IsGenerated { get; set; }

    public DatasetState State { get; set; }

    public double Fraction { get; set; }

    public long Movies { get; set; }

    public long Users { get; set; }

    public long Ratings { get; set; }

    public long Tags { get; set; }

    public long SkippedLines { get; set; }

    public string? Error { get; set; }

    public string[] Problems { get; set; } = [];

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
