namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>What a process measures.</summary>
internal sealed record Instrument(string Resource, string Meter, string Name, string Description, string Unit, InstrumentKind Kind);
