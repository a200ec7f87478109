using System.Text.Json;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace MovieMesh.Messaging;

/// <summary>Puts dead letters back into the queues that they came from.</summary>
public sealed class DeadLetterSender
{
    private readonly BrokerConnections _broker;
    private readonly MessagingOptions _options;

    internal DeadLetterSender(BrokerConnections broker, IOptions<MessagingOptions> options) => (_broker, _options) = (broker, options.Value);

    /// <summary>Returns once the broker has confirmed that the message stands in its queue again.</summary>
    /// <param name="letter">The letter that it was. Should the message fail again, it is that letter again.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may or may not stand in its queue.</param>
    /// <returns>Whether there is such a queue.</returns>
    /// <exception cref="BrokerUnavailableException">The broker did not confirm within <see cref="MessagingOptions.PublishTimeout"/>.</exception>
    public async Task<bool> PutBackAsync(Guid letter, QueuedMessage message, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(_options.PublishTimeout);
        try
        {
            await using var connection = await _broker.ConnectAsync("replay", bounded.Token);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), bounded.Token);
            var headers = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(message.Headers)!.ToDictionary(header => header.Key, header => ValueOf(header.Value), StringComparer.Ordinal);
            headers[DeadLetterReader.LetterHeader] = letter.ToString();
            var properties = new BasicProperties { Persistent = true, Headers = headers };
            if (message.MessageId is { } messageId)
            {
                properties.MessageId = messageId;
            }

            if (message.ContentType is { } contentType)
            {
                properties.ContentType = contentType;
            }

            await channel.BasicPublishAsync("", message.Queue, mandatory: true, properties, message.Body, bounded.Token);
            return true;
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && BrokerFaults.IsAway(exception))
        {
            throw new BrokerUnavailableException("The message broker did not take the message.", exception);
        }
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
