namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>A series at one time, counted from the start of its process.</summary>
/// <param name="Value">The gauge or the sum; of a histogram, the sum of its values.</param>
/// <param name="Count">Of a histogram, how many values.</param>
/// <param name="Buckets">Of a histogram, how many values up to each bound; the last above all bounds.</param>
internal sealed record MetricPoint(DateTimeOffset Time, double Value, long Count, long[] Buckets);
