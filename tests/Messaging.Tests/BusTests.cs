using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Contracts;
using MovieMesh.TestServers;

namespace MovieMesh.Messaging.Tests;

public sealed class BusTests(Servers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishAsync_WhenNoQueueWouldTakeIt_SaysThatItIsNotSafe()
    {
        using var host = await StartAsync("lonely");

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => PublisherOf(host).PublishAsync(new Unheard { Text = "hello" }, Cancelled));
    }

    [Fact]
    public async Task PublishAsync_ToAService_SurvivesTheServiceBeingAway()
    {
        var heard = new Heard();
        using (await StartAsync("mailbox", bus => bus.AddConsumer<TrainConsumer>(), heard))
        {
        }

        using (var publisher = await StartAsync("sender"))
        {
            await PublisherOf(publisher).PublishAsync(new TrainModel { RequestId = Guid.NewGuid(), Reason = "kept" }, Cancelled);
        }

        using var back = await StartAsync("mailbox", bus => bus.AddConsumer<TrainConsumer>(), heard);
        await Eventually.HoldsAsync(() => heard.Reasons.Contains("kept"));
    }

    [Fact]
    public async Task ReplicaConsumer_HearsEvents()
    {
        var heard = new Heard();
        using var first = await StartAsync("twin", bus => bus.AddReplicaConsumer<RejectedConsumer>(), heard);
        using var publisher = await StartAsync("teller");

        await publisher.Services.GetRequiredService<IBus>().Publish(new ModelRejected { RunId = 1, Reason = "to all" }, Cancelled);

        await Eventually.HoldsAsync(() => heard.Reasons.Contains("to all"));
    }

    [Fact]
    public async Task Consumer_WhileAStoreIsAway_TriesUntilItIsBack()
    {
        var heard = new Heard { FailuresLeft = 6 };
        using var host = await StartAsync("patient", bus => bus.AddConsumer<TrainConsumer>(), heard, exception => exception is TimeoutException);

        await host.Services.GetRequiredService<IBus>().Publish(new TrainModel { RequestId = Guid.NewGuid(), Reason = "late" }, Cancelled);

        await Eventually.HoldsAsync(() => heard.Reasons.Contains("late"));
    }

    [Fact]
    public async Task PublishAsync_WhenTheBrokerIsDown_GivesUpInTime_AndWorksWhenItIsBack()
    {
        await using var broker = new RabbitMqServer();
        await broker.StartAsync();
        var heard = new Heard();
        using var host = await StartAsync("steady", bus => bus.AddConsumer<TrainConsumer>(), heard, connectionString: broker.ConnectionString);
        var command = new TrainModel { RequestId = Guid.NewGuid(), Reason = "retry" };
        await PublisherOf(host).PublishAsync(command, Cancelled);
        await Eventually.HoldsAsync(() => !heard.Reasons.IsEmpty);

        // Not killed: for half a second after a quorum queue is first declared, RabbitMQ 3 does not survive that with the queue usable.
        await broker.StopAsync();
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => PublisherOf(host).PublishAsync(command, Cancelled));
        await broker.StartAsync();

        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await PublisherOf(host).PublishAsync(command, Cancelled);
                return true;
            }
            catch (BrokerUnavailableException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Broker_BackAfterALongOutage_IsFound()
    {
        await using var broker = new RabbitMqServer();
        await broker.StartAsync();
        using var host = await StartAsync("listening", bus => bus.AddReplicaConsumer<RejectedConsumer>(), connectionString: broker.ConnectionString);
        var bus = host.Services.GetRequiredService<IBusControl>();

        // Long enough for the bus's own attempts to lie ten seconds and more apart.
        await broker.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(10), Cancelled);
        Assert.NotEqual(BusHealthStatus.Healthy, bus.CheckHealth().Status);
        await broker.StartAsync();

        await Eventually.HoldsAsync(() => bus.CheckHealth().Status == BusHealthStatus.Healthy);
    }

    [Fact]
    public async Task StopAsync_WhileTheBrokerIsAway_IsNotHeldUp()
    {
        await using var broker = new RabbitMqServer();
        using var host = await CreateAsync("early", bus => bus.AddConsumer<TrainConsumer>(), connectionString: broker.ConnectionString);
        await host.StartAsync(Cancelled);
        Assert.NotEqual(BusHealthStatus.Healthy, host.Services.GetRequiredService<IBusControl>().CheckHealth().Status);

        // A host waits half a minute for those that do not stop.
        await host.StopAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://localhost")]
    public void AddMovieMeshBus_WithoutABrokersAddress_SaysWhatIsMissing(string? connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:messaging", connectionString)]);

        var exception = Assert.Throws<InvalidOperationException>(() => builder.AddMovieMeshBus("nobody"));

        Assert.Contains("'messaging'", exception.Message, StringComparison.Ordinal);
    }

    private static IDurablePublisher PublisherOf(IHost host) => host.Services.GetRequiredService<IDurablePublisher>();

    private async Task<IHost> StartAsync(
        string service,
        Action<IBusRegistrationConfigurator>? consumers = null,
        Heard? heard = null,
        Func<Exception, bool>? isStoreAway = null,
        string? connectionString = null)
    {
        var host = await CreateAsync(service, consumers, heard, isStoreAway, connectionString);
        await host.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => host.Services.GetRequiredService<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy);
        return host;
    }

    private async Task<IHost> CreateAsync(
        string service,
        Action<IBusRegistrationConfigurator>? consumers = null,
        Heard? heard = null,
        Func<Exception, bool>? isStoreAway = null,
        string? connectionString = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:messaging", connectionString ?? (await servers.RabbitMq).ConnectionString),
            new("Messaging:PublishTimeout", "00:00:03"),
        ]);
        builder.Services.AddSingleton(heard ?? new Heard());
        builder.AddMovieMeshBus(service, consumers, isStoreAway);
        return builder.Build();
    }

    public sealed record Unheard
    {
        public required string Text { get; init; }
    }

    internal sealed class Heard
    {
        public ConcurrentBag<string> Reasons { get; } = [];

        public int FailuresLeft { get; set; }
    }

    internal sealed class TrainConsumer(Heard heard) : IConsumer<TrainModel>
    {
        public Task Consume(ConsumeContext<TrainModel> context)
        {
            if (heard.FailuresLeft-- > 0)
            {
                throw new TimeoutException("The store is away.");
            }

            heard.Reasons.Add(context.Message.Reason);
            return Task.CompletedTask;
        }
    }

    internal sealed class RejectedConsumer(Heard heard) : IConsumer<ModelRejected>
    {
        public Task Consume(ConsumeContext<ModelRejected> context)
        {
            heard.Reasons.Add(context.Message.Reason);
            return Task.CompletedTask;
        }
    }
}
