using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>Makes out what a dead letter is: its envelope is MassTransit's, or anything at all.</summary>
internal static class DeadLetterReader
{
    /// <summary>Names the letter in a message that was put back, so that the letter is the same should the message fail again.</summary>
    public const string LetterHeader = "MovieMesh-Dead-Letter";

    private const int KeptOfTooLarge = 64 * 1024;
    private const int LongestText = 16_000;
    private const int IdBytes = 16;
    private static readonly string[] TraceHeaders = ["traceparent", "MT-Activity-Id"];

    public static DeadLetter Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, int largest, DateTimeOffset now)
    {
        var isWhole = body.Length <= largest;
        var failedAt = TextOf(properties, MessageHeaders.FaultTimestamp);
        var queue = Uri.TryCreate(TextOf(properties, MessageHeaders.FaultInputAddress), UriKind.Absolute, out var address) ? address.Segments[^1] : "";
        return new DeadLetter
        {
            Id = IdOf(properties, queue, failedAt, body),
            Message = new QueuedMessage
            {
                Queue = Clean(queue),
                MessageId = CleanOrNull(properties.MessageId),
                ContentType = CleanOrNull(properties.ContentType),
                Headers = HeadersOf(properties),
                Body = (isWhole ? body : body[..Math.Min(KeptOfTooLarge, body.Length)]).ToArray(),
            },
            Size = body.Length,
            MessageType = isWhole ? CleanOrNull(TypeOf(body)) : null,
            ExceptionType = Clean(TextOf(properties, MessageHeaders.FaultExceptionType) ?? ""),
            Reason = Clean(TextOf(properties, MessageHeaders.FaultMessage) ?? "Nobody said why."),
            StackTrace = CleanOrNull(TextOf(properties, MessageHeaders.FaultStackTrace)),
            TraceId = TraceHeaders.Select(header => TraceIdOf(TextOf(properties, header))).FirstOrDefault(trace => trace is not null),
            FailedAt = DateTimeOffset.TryParse(failedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : now,
        };
    }

    /// <summary>What was put back keeps its letter. Else the sender's name for the message tells it apart from others, and without one, that and when it failed.</summary>
    private static Guid IdOf(IReadOnlyBasicProperties properties, string queue, string? failedAt, ReadOnlyMemory<byte> body)
    {
        if (Guid.TryParse(TextOf(properties, LetterHeader), out var id))
        {
            return id;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{queue}\n{properties.MessageId ?? failedAt}\n"));
        if (properties.MessageId is null)
        {
            hash.AppendData(body.Span);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, IdBytes), bigEndian: true);
    }

    private static string HeadersOf(IReadOnlyBasicProperties properties)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            if (name == MessageHeaders.Reason || name == LetterHeader || name.StartsWith("MT-Fault-", StringComparison.Ordinal) || name.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            headers[name] = value switch
            {
                byte[] or string => TextOf(properties, name),
                bool flag => flag,
                long or int or short or byte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
                _ => null,
            };
        }

        return headers.ToJsonString();
    }

    /// <summary>What is in the envelope: <c>{"messageType":["urn:message:MovieMesh.Contracts:SubmitRating"],"message":{…}}</c>.</summary>
    private static string? TypeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("messageType", out var types)
                && types.ValueKind == JsonValueKind.Array && types.GetArrayLength() > 0 && types[0].ValueKind == JsonValueKind.String
                    ? types[0].GetString()!.Split(':')[^1]
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string that is no text: half a surrogate pair, for one.
            return null;
        }
    }

    private static string? TraceIdOf(string? parent) => ActivityContext.TryParse(parent, traceState: null, out var context) ? context.TraceId.ToHexString() : null;

    private static string? TextOf(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) == true ? value as string ?? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null) : null;

    private static string? CleanOrNull(string? text) => text is null ? null : Clean(text);

    /// <summary>As a database takes it: no zeros, no half characters, and an end.</summary>
    private static string Clean(string text)
    {
        var end = Math.Min(text.Length, LongestText);
        return text[..(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].Replace('\0', '\uFFFD');
    }
}
