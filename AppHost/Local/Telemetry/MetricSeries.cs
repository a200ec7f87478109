namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>The points of one set of attributes of an instrument.</summary>
/// <param name="Attributes">As text; empty when there are none.</param>
/// <param name="Bounds">Of a histogram, the upper bounds of its buckets.</param>
internal sealed record MetricSeries(string Attributes, double[] Bounds, IReadOnlyList<MetricPoint> Points);
