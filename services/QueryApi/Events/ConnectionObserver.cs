using MassTransit;

namespace MovieMesh.QueryApi.Events;

/// <summary>Notices when this replica's queue stands, at start and after every loss of the broker.</summary>
internal sealed class ConnectionObserver(Reactions reactions) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        reactions.Connected();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
