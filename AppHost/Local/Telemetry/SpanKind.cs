namespace MovieMesh.AppHost.Local.Telemetry;

internal enum SpanKind
{
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
