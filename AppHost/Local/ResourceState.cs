namespace MovieMesh.AppHost.Local;

internal enum ResourceState
{
    Waiting,
    Starting,
    Running,
    Restarting,
    Completed,
    Stopping,
    Stopped,
}
