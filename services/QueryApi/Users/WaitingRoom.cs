using Microsoft.Extensions.Options;
using MovieMesh.Messaging;

namespace MovieMesh.QueryApi.Users;

/// <summary>Holds those who wait for the broker's confirm, up to a limit: what comes then is refused at once, so that the wait reaches the sender and fills no memory here.</summary>
internal sealed class WaitingRoom(IDurablePublisher publisher, IOptions<GatewayOptions> options)
{
    private const int RatingsPerPlace = 10;

    private int _places;

    /// <summary>Publishes a message of one or many ratings, as soon as the broker confirms it.</summary>
    /// <exception cref="BrokerUnavailableException">The broker did not confirm in time, or too many wait for it already.</exception>
    public Task PublishAsync<T>(T message, int ratings, CancellationToken cancellationToken)
        where T : class => WaitAsync(() => publisher.PublishAsync(message, cancellationToken), ratings);

    /// <summary>Waits for something, in a place of the room.</summary>
    public async Task WaitAsync(Func<Task> confirm, int ratings)
    {
        var places = 1 + (ratings / RatingsPerPlace);
        try
        {
            if (Interlocked.Add(ref _places, places) > options.Value.MostWaiting)
            {
                throw new BrokerUnavailableException("Too many requests wait for the message broker.", innerException: null);
            }

            await confirm();
        }
        finally
        {
            Interlocked.Add(ref _places, -places);
        }
    }
}
