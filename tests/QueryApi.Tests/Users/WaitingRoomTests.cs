using Microsoft.Extensions.Options;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Users;

namespace MovieMesh.QueryApi.Tests.Users;

public sealed class WaitingRoomTests
{
    [Fact]
    public async Task PublishAsync_WithTheRoomFull_IsRefusedAtOnceUntilSomebodyLeaves()
    {
        var broker = new SilentBroker();
        var room = new WaitingRoom(broker, Options.Create(new GatewayOptions { MostWaiting = 100 }));

        // Ninety places for one, and one for each of nine.
        var waiting = Enumerable.Range(0, 9).Select(_ => room.PublishAsync("one", 1, CancellationToken.None)).Append(room.PublishAsync("many", 900, CancellationToken.None)).ToArray();
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => room.PublishAsync("one more", 1, CancellationToken.None));
        Assert.Equal(10, broker.Asked);

        broker.Confirm();
        await Task.WhenAll(waiting);
        await room.PublishAsync("later", 1, CancellationToken.None);
        Assert.Equal(11, broker.Asked);
    }

    private sealed class SilentBroker : IDurablePublisher
    {
        private readonly TaskCompletionSource _confirmed = new();

        public int Asked { get; private set; }

        public void Confirm() => _confirmed.SetResult();

        public Task PublishAsync<T>(T message, CancellationToken cancellationToken)
            where T : class
        {
            Asked++;
            return _confirmed.Task;
        }
    }
}
