using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Text.Json;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Gateway;

/// <summary>The process's one subscription to the gateway's events, handed on to every circuit that listens.</summary>
public sealed class MeshFeed(IHttpClientFactory clients, TimeProvider time, ILogger<MeshFeed> logger) : BackgroundService
{
    public const string HttpClientName = "gateway-events";

    // The gateway sends a heartbeat every 15 s: a stream silent for longer than two of them is dead, whatever TCP thinks.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private ImmutableArray<Action<MeshEvent>> _listeners = [];

    public bool IsConnected { get; private set; }

    /// <summary>Calls the listener for every event, on the feed's own thread, until the subscription is disposed.</summary>
    public IDisposable Subscribe(Action<MeshEvent> listener)
    {
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return new Subscription(() => ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Remove(listener)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                Log.FeedLost(logger, exception.Message, pause.TotalSeconds);
            }

            if (IsConnected)
            {
                pause = FirstPause;
                IsConnected = false;
                Announce(MeshEvents.FeedLost);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        silence.CancelAfter(LongestSilence);
        using var client = clients.CreateClient(HttpClientName);
        using var response = await client.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using var stream = new HeardStream(await response.Content.ReadAsStreamAsync(silence.Token), () => silence.CancelAfter(LongestSilence));

        IsConnected = true;
        Log.FeedConnected(logger);
        Announce(MeshEvents.FeedConnected);

        var parser = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<MeshEvent>(data, GatewayClient.Json));
        await foreach (var item in parser.EnumerateAsync(silence.Token))
        {
            if (item.Data is { } meshEvent)
            {
                Publish(meshEvent);
            }
        }
    }

    private void Announce(string type) => Publish(new MeshEvent { Type = type, At = time.GetUtcNow(), Data = default });

    private void Publish(MeshEvent meshEvent)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                listener(meshEvent);
            }
#pragma warning disable CA1031 // One circuit's failure must not silence the others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.ListenerFailed(logger, exception, meshEvent.Type);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
