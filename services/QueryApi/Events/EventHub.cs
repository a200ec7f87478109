using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Limits;

namespace MovieMesh.QueryApi.Events;

/// <summary>Hands the mesh's events on to every browser that listens. Written out once, whoever listens; a slow reader loses the oldest, and holds nobody up.</summary>
internal sealed class EventHub(IOptions<GatewayOptions> options, IOptions<LimitOptions> limits, IOptions<JsonOptions> json, TimeProvider time)
{
    private readonly ConcurrentDictionary<Channel<EventFrame>, bool> _listeners = new();
    private int _open;

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

    /// <summary>Begins to listen; the subscription ends when disposed. Null when as many listen as may.</summary>
    public Subscription? TrySubscribe()
    {
        if (Interlocked.Increment(ref _open) > limits.Value.EventStreams)
        {
            Interlocked.Decrement(ref _open);
            return null;
        }

        var channel = Channel.CreateBounded<EventFrame>(
            new BoundedChannelOptions(options.Value.EventBuffer) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _listeners.TryAdd(channel, true);
        return new Subscription(channel.Reader, () =>
        {
            _listeners.TryRemove(channel, out _);
            Interlocked.Decrement(ref _open);
        });
    }

    internal sealed class Subscription(ChannelReader<EventFrame> frames, Action end) : IDisposable
    {
        public ChannelReader<EventFrame> Frames => frames;

        public void Dispose() => end();
    }
}
