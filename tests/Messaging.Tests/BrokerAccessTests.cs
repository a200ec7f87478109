using MovieMesh.TestServers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace MovieMesh.Messaging.Tests;

public sealed class BrokerAccessTests(Servers servers)
{
    [Theory]
    [InlineData("guest", "guest")]
    [InlineData("moviemesh", "guess")]
    public async Task Connect_WithoutThePassword_IsRefused(string user, string password)
    {
        var factory = new ConnectionFactory { Uri = new Uri((await servers.RabbitMq).ConnectionString), UserName = user, Password = password };

        await Assert.ThrowsAsync<BrokerUnreachableException>(() => factory.CreateConnectionAsync(TestContext.Current.CancellationToken));
    }
}
