namespace MovieMesh.AppHost.Local.Telemetry;

internal enum LogLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
