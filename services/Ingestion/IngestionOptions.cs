using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Ingestion;

/// <summary>Settings of the batches, under <c>Ingestion</c>.</summary>
internal sealed class IngestionOptions
{
    /// <summary>The most ratings stored at once. Default 500, from 1 to 5,000.</summary>
    [Range(1, 5_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>How long the first rating of a batch waits for others. Default 20 ms, from 1 ms to 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan BatchWait { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How many batches of a kind are under way at once. Default 2, from 1 to 16.</summary>
    [Range(1, 16)]
    public int ConcurrentBatches { get; set; } = 2;

    /// <summary>How far a submission's time may lie ahead of this process's clock. Default 5 min, up to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(5);
}
