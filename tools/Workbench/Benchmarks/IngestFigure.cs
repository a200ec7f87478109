namespace MovieMesh.Workbench.Benchmarks;

/// <summary>What one way of sending ratings came to.</summary>
/// <param name="Name">The way.</param>
/// <param name="Connections">How many connections sent at once.</param>
/// <param name="Accepted">Ratings answered 202.</param>
/// <param name="Stored">Those of them that are in PostgreSQL.</param>
/// <param name="Sending">From the first request to the last answer.</param>
/// <param name="Storing">From the first request to the last row.</param>
/// <param name="Milliseconds">Of a request, from sending it to its 202.</param>
internal sealed record IngestFigure(string Name, int Connections, long Accepted, long Stored, TimeSpan Sending, TimeSpan Storing, Percentiles Milliseconds)
{
    public double StoredPerSecond => Stored / Storing.TotalSeconds;
}
