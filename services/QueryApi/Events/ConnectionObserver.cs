using MassTransit;

namespace MovieMesh.QueryApi.Events;

/// <summary>Notices when this replica's queue stands, at start and after every loss of the broker.</summary>
internal sealed class ConnectionObserver(Reactions reactions) : IReceiveEndpointObserver
{
    private const string Events = "/events-";

    public Task Ready(ReceiveEndpointReady ready)
    {
        // The bus has an endpoint of its own for answers, which carries no events.
        if (ready.InputAddress.AbsolutePath.Contains(Events, StringComparison.Ordinal))
        {
            reactions.Connected();
        }

        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
