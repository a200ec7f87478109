using MovieMesh.Messaging;

namespace MovieMesh.QueryApi.Events;

/// <summary>Tells the mesh what this gateway has written to a store. Who does not hear it finds it there, so a broker that is away is no failure.</summary>
internal sealed class MeshAnnouncements(IDurablePublisher publisher, ILogger<MeshAnnouncements> logger)
{
    public async Task PublishAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await publisher.PublishAsync(message, cancellationToken);
        }
        catch (BrokerUnavailableException exception)
        {
            Log.NotAnnounced(logger, typeof(T).Name, exception.Message);
        }
    }
}
