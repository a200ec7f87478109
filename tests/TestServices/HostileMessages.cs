using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MovieMesh.TestServers.Hostile;
using RabbitMQ.Client;

namespace MovieMesh.TestServices;

/// <summary>Messages that no version of the mesh would send, as somebody with the broker's password could.</summary>
public static class HostileMessages
{
    private const int Size = 50;

    private static readonly string[] NoEnvelopes = ["", "null", "[]", "{}", "\"\"", "{\"message\":null}", "{\"messageType\":null,\"message\":{}}", "{\"messageType\":[\"urn:message:nonsense\"],\"message\":{}}", "\u0000\u0001", "<xml/>"];

    /// <summary>Publishes messages near the samples of some types, and some that are no messages at all.</summary>
    /// <param name="broker">The broker's address.</param>
    /// <param name="each">How many of each type.</param>
    /// <param name="seed">By which they are drawn.</param>
    /// <param name="types">The types.</param>
    /// <returns>How many were sent.</returns>
    public static async Task<int> SendAsync(string broker, int each, ulong seed, params IReadOnlyList<Type> types)
    {
        var factory = new ConnectionFactory { Uri = new Uri(broker) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var sent = 0;
        foreach (var type in types)
        {
            var bodies = Gen.Sample(NastyJson.Near(MessageSamples.Read(type)), each, new Rnd(seed), Size).Select(message => Envelope(type, message)).Concat(NoEnvelopes);
            foreach (var body in bodies)
            {
                var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent };
                await channel.BasicPublishAsync($"{type.Namespace}:{type.Name}", "", mandatory: false, properties, Encoding.UTF8.GetBytes(body));
                sent++;
            }
        }

        return sent;
    }

    /// <summary>What lies in queues that nobody reads just now.</summary>
    public static async Task<IReadOnlyDictionary<string, uint>> CountAsync(string broker, IEnumerable<string> queues)
    {
        var factory = new ConnectionFactory { Uri = new Uri(broker) };
        await using var connection = await factory.CreateConnectionAsync();
        var counts = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (var queue in queues)
        {
            await using var channel = await connection.CreateChannelAsync();
            counts[queue] = await channel.MessageCountAsync(queue);
        }

        return counts;
    }

    private static string Envelope(Type type, string message) =>
        $$$"""
        {"messageId":"{{{Guid.NewGuid()}}}","conversationId":"{{{Guid.NewGuid()}}}","messageType":[{{{JsonSerializer.Serialize($"urn:message:{type.Namespace}:{type.Name}")}}}],"message":{{{message}}},"headers":{},"host":{}}
        """;
}
