using MovieMesh.QueryApi.Status;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Refuses what would be recorded while as much waits for that as may, so that the senders wait and not the broker's disk.</summary>
internal sealed class WhileThereIsRoom(QueueWatch queues) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => queues.IsFull()
        ? throw new NotReadyException("As much waits to be recorded as may, so nothing can be taken in for now.")
        : next(context);
}
