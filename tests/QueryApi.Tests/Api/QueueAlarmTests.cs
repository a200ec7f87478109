using System.Net;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;
using RabbitMQ.Client;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class QueueAlarmTests(SharedWorld shared)
{
    private const string Queue = "ingestion-import-dataset";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_LongAndReadByNobody_IsToldAndNoMoreIsTakenInUntilItIsShort()
    {
        await using var gateway = shared.World.CreateGateway(("Gateway:MostQueued", "2"));
        await gateway.WaitUntilReadyAsync("; model ");
        var visitor = await gateway.CreateVisitorAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(shared.World.RabbitMq.ConnectionString) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
        try
        {
            for (var message = 0; message < 2; message++)
            {
                await channel.BasicPublishAsync("", Queue, ReadOnlyMemory<byte>.Empty, Cancelled);
            }

            using var refused = await Eventually.ReturnsAsync(() => RateAsync(), answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal("Nobody reads it; 2 messages wait.", Assert.Single(await ReadAlarmsAsync()).Problem);
            using var health = await gateway.RespondAsync(HttpMethod.Get, "/health");
            Assert.Contains("\"queues\":{\"status\":\"Degraded\"", await health.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
        finally
        {
            await channel.QueueDeleteAsync(Queue, cancellationToken: Cancelled);
        }

        using var accepted = await Eventually.ReturnsAsync(() => RateAsync(), answer => answer.StatusCode == HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () => !(await ReadAlarmsAsync()).Any());

        // Other tests leave dead letters on the same broker, which nobody here collects.
        async Task<IEnumerable<QueueAlarm>> ReadAlarmsAsync() => (await gateway.GetAsync<MeshStatus>("/api/status")).QueueAlarms.Where(alarm => alarm.Queue == Queue);

        Task<HttpResponseMessage> RateAsync() => gateway.RespondAsync(HttpMethod.Put, $"/api/users/{visitor}/ratings/3", """{"stars": 4}""");
    }
}
