namespace MovieMesh.AppHost.Local.Telemetry;

internal enum InstrumentKind
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A sum that only grows: its rate is what one wants to see.</summary>
    Counter,

    /// <summary>How values are distributed: its quantiles are what one wants to see.</summary>
    Histogram,
}
