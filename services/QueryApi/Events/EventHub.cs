using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.Events;

/// <summary>Hands the mesh's events on to every browser that listens. Written out once, whoever listens; a slow reader loses the oldest, and holds nobody up.</summary>
internal sealed class EventHub(IOptions<GatewayOptions> options, IOptions<JsonOptions> json, TimeProvider time)
{
    private readonly ConcurrentDictionary<Channel<EventFrame>, bool> _listeners = new();

    public void Publish<T>(T message)
        where T : class
    {
        if (_listeners.IsEmpty)
        {
            return;
        }

        var name = EventTypes.NameOf<T>();
        var data = JsonSerializer.SerializeToElement(message, json.Value.SerializerOptions);
        var written = JsonSerializer.SerializeToUtf8Bytes(new MeshEvent { Type = name, At = time.GetUtcNow(), TraceId = Activity.Current?.TraceId.ToHexString(), Data = data }, json.Value.SerializerOptions);
        var frame = new EventFrame(name, [.. "event: "u8, .. System.Text.Encoding.ASCII.GetBytes(name), .. "\ndata: "u8, .. written, .. "\n\n"u8]);
        foreach (var (listener, _) in _listeners)
        {
            listener.Writer.TryWrite(frame);
        }
    }

    /// <summary>Begins to listen; the subscription ends when disposed.</summary>
    public Subscription Subscribe()
    {
        var channel = Channel.CreateBounded<EventFrame>(
            new BoundedChannelOptions(options.Value.EventBuffer) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _listeners.TryAdd(channel, true);
        return new Subscription(channel.Reader, () => _listeners.TryRemove(channel, out _));
    }

    internal sealed class Subscription(ChannelReader<EventFrame> frames, Action end) : IDisposable
    {
        public ChannelReader<EventFrame> Frames => frames;

        public void Dispose() => end();
    }
}
