using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Contracts;
using MovieMesh.TestServers;
using RabbitMQ.Client;

namespace MovieMesh.Messaging.Tests;

public sealed class DeadLettersTests(Servers servers)
{
    private const string Envelope = "application/vnd.masstransit+json";
    private const int LargestMessage = 100_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandlerThatThrows_MendedAndReplayed_HandlesTheMessage()
    {
        var workshop = new Workshop { IsBroken = true };
        using var host = await StartAsync("repair", workshop);
        var (bus, sender) = (host.Services.GetRequiredService<IBus>(), host.Services.GetRequiredService<DeadLetterSender>());
        using var activity = Trace();
        await bus.Publish(new PromoteModel { Version = 7, Reason = "a test" }, Cancelled);
        var letter = (await workshop.LettersAsync("repair-promote", 1))[0];

        Assert.Equal("PromoteModel", letter.MessageType);
        Assert.Equal(("System.InvalidOperationException", "The workshop is broken."), (letter.ExceptionType, letter.Reason));
        Assert.Contains(nameof(PromoteConsumer), letter.StackTrace, StringComparison.Ordinal);
        Assert.Equal(activity.TraceId.ToHexString(), letter.TraceId);
        Assert.InRange(letter.FailedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));

        Assert.True(await sender.PutBackAsync(letter.Id, letter.Message, Cancelled));
        var again = (await workshop.LettersAsync("repair-promote", 2))[1];
        Assert.Equal((letter.Id, letter.TraceId, letter.Message.Headers), (again.Id, again.TraceId, again.Message.Headers));
        Assert.NotEqual(letter.FailedAt, again.FailedAt);

        workshop.IsBroken = false;
        Assert.True(await sender.PutBackAsync(again.Id, again.Message, Cancelled));
        await Eventually.HoldsAsync(() => !workshop.Handled.IsEmpty);
        Assert.Equal([7L], workshop.Handled);
    }

    [Theory]
    [InlineData("broken", Envelope, "{ no json", null)]
    [InlineData("unknown", Envelope, """{"messageType":["urn:message:MovieMesh.Contracts:FromTheFuture"],"message":{"version":9}}""", "FromTheFuture")]
    [InlineData("lacking", Envelope, """{"messageType":["urn:message:MovieMesh.Contracts:PromoteModel"],"message":{"version":"nine"}}""", "PromoteModel")]
    [InlineData("binary", "application/octet-stream", "\u0000\u0001", null)]
    [InlineData("halved", Envelope, """{"messageType":["\ud800"],"message":{}}""", null)]
    [InlineData("bare", null, "{}", null)]
    public async Task Poison_Unreadable_IsALetterWithItsReasonAndTrace(string service, string? contentType, string body, string? type)
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var workshop = new Workshop();
        using var host = await StartAsync(service, workshop);

        await SendAsync($"{service}-promote", contentType, body, $"00-{Trace}-00f067aa0ba902b7-01");

        var letter = (await workshop.LettersAsync($"{service}-promote", 1))[0];
        Assert.Equal((type, Trace), (letter.MessageType, letter.TraceId));
        Assert.Equal((body, contentType), (Encoding.UTF8.GetString(letter.Message.Body.Span), letter.Message.ContentType));
        Assert.Equal(letter.Message.Body.Length, letter.Size);
        Assert.NotEqual("", letter.ExceptionType);
        Assert.False(string.IsNullOrWhiteSpace(letter.Reason) || letter.Reason == "Nobody said why.");
        Assert.Empty(workshop.Handled);
    }

    [Fact]
    public async Task Poison_TooLarge_IsCutAndSaysSo()
    {
        var workshop = new Workshop();
        using var host = await StartAsync("endless", workshop);

        await SendAsync("endless-promote", Envelope, new string(' ', LargestMessage + 1), trace: null);

        var letter = (await workshop.LettersAsync("endless-promote", 1))[0];
        Assert.Equal((LargestMessage + 1, 64 * 1024), (letter.Size, letter.Message.Body.Length));
        Assert.Equal("The message has 100001 bytes, and 100000 are the most that is read.", letter.Reason);
    }

    [Fact]
    public async Task Letters_BrokerRestartsAndKeeperFails_AreKeptAllTheSame()
    {
        await using var broker = new RabbitMqServer();
        await broker.StartAsync();
        var workshop = new Workshop { IsBroken = true };
        using var failing = await StartAsync("patient", workshop, broker.ConnectionString, isCollecting: false);
        await failing.Services.GetRequiredService<IBus>().Publish(new PromoteModel { Version = 1, Reason = "a test" }, Cancelled);
        await Eventually.HoldsAsync(async () => await CountAsync(broker.ConnectionString) == 1);
        await failing.StopAsync(Cancelled);
        await broker.StopAsync();
        workshop.KeeperFailures = 2;
        var restart = broker.StartAsync();
        using var collecting = await StartAsync("other", workshop, broker.ConnectionString);
        await restart;

        Assert.Equal("The workshop is broken.", Assert.Single(await workshop.LettersAsync("patient-promote", 1)).Reason);
        await Eventually.HoldsAsync(async () => await CountAsync(broker.ConnectionString) == 0);

        // The collector outlives a loss of its broker.
        await broker.StopAsync();
        await broker.StartAsync();
        await Eventually.HoldsAsync(() => collecting.Services.GetRequiredService<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy);
        await collecting.Services.GetRequiredService<IBus>().Publish(new PromoteModel { Version = 2, Reason = "a test" }, Cancelled);
        await workshop.LettersAsync("other-promote", 1);
    }

    [Fact]
    public async Task PutBack_QueueIsGone_SaysSo()
    {
        using var host = await StartAsync("passing", new Workshop());
        var message = new QueuedMessage { Queue = "nobody-reads-this", Headers = "{}", Body = Array.Empty<byte>() };

        Assert.False(await host.Services.GetRequiredService<DeadLetterSender>().PutBackAsync(Guid.NewGuid(), message, Cancelled));
    }

    [Fact]
    public async Task PutBack_BrokerAway_SaysSo()
    {
        var sender = new DeadLetterSender(new BrokerConnections(BrokerAddress.Parse("amqp://nobody:nothing@127.0.0.1:1")), Microsoft.Extensions.Options.Options.Create(new MessagingOptions()));
        var message = new QueuedMessage { Queue = "any", Headers = "{}", Body = Array.Empty<byte>() };

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => sender.PutBackAsync(Guid.NewGuid(), message, Cancelled));
    }

    private static Activity Trace()
    {
        ActivitySource.AddActivityListener(new ActivityListener { ShouldListenTo = source => source.Name == "MassTransit", Sample = (ref _) => ActivitySamplingResult.AllData });
        return new Activity("a wish").SetIdFormat(ActivityIdFormat.W3C).Start();
    }

    private static async Task<uint> CountAsync(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        try
        {
            return await channel.MessageCountAsync("dead-letters", Cancelled);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            // The first letter makes the queue.
            return 0;
        }
    }

    private async Task SendAsync(string queue, string? contentType, string body, string? trace)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri((await servers.RabbitMq).ConnectionString) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var properties = new BasicProperties { Persistent = true, Headers = trace is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["traceparent"] = trace } };
        if (contentType is not null)
        {
            properties.ContentType = contentType;
        }

        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancelled);
    }

    private async Task<IHost> StartAsync(string service, Workshop workshop, string? broker = null, bool isCollecting = true)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("ConnectionStrings:messaging", broker ?? (await servers.RabbitMq).ConnectionString), new("Messaging:LargestMessage", $"{LargestMessage}")]);
        builder.Services.AddSingleton(workshop);
        builder.AddMovieMeshBus(service, bus => bus.AddConsumer<PromoteConsumer, PromoteConsumerDefinition>());
        if (isCollecting)
        {
            builder.AddDeadLetterCollector<Keeper>();
        }

        var host = builder.Build();
        await host.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => host.Services.GetRequiredService<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy);
        return host;
    }

    internal sealed class Workshop
    {
        public bool IsBroken { get; set; }

        public int KeeperFailures { get; set; }

        public ConcurrentQueue<long> Handled { get; } = [];

        public ConcurrentQueue<DeadLetter> Letters { get; } = [];

        public async Task<IReadOnlyList<DeadLetter>> LettersAsync(string queue, int count)
        {
            await Eventually.HoldsAsync(() => Letters.Count(letter => letter.Message.Queue == queue) >= count);
            return [.. Letters.Where(letter => letter.Message.Queue == queue)];
        }
    }

    internal sealed class Keeper(Workshop workshop) : IDeadLetterKeeper
    {
        public Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
        {
            if (workshop.KeeperFailures-- > 0)
            {
                throw new TimeoutException("The store is away.");
            }

            workshop.Letters.Enqueue(letter);
            return Task.CompletedTask;
        }
    }

    internal sealed class PromoteConsumer(Workshop workshop) : IConsumer<PromoteModel>
    {
        public Task Consume(ConsumeContext<PromoteModel> context)
        {
            if (workshop.IsBroken)
            {
                throw new InvalidOperationException("The workshop is broken.");
            }

            workshop.Handled.Enqueue(context.Message.Version);
            return Task.CompletedTask;
        }
    }

    /// <summary>Some queues of the mesh have a single active consumer, whose letters go to the same place.</summary>
    internal sealed class PromoteConsumerDefinition : ConsumerDefinition<PromoteConsumer>
    {
        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<PromoteConsumer> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.OneReplicaAtATime();
    }
}
