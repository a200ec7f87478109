using System.Threading.Channels;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Gateway;

/// <summary>The mesh's status as the gateway last told it, kept once for all circuits: read again on the events that change it, and now and then besides.</summary>
public sealed class MeshBoard(IHttpClientFactory clients, MeshFeed feed, TimeProvider time, ILogger<MeshBoard> logger) : BackgroundService
{
    private static readonly TimeSpan PauseWhenReady = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseWhenBusy = TimeSpan.FromSeconds(2);

    private readonly GatewayClient _gateway = new(clients, new GatewaySession());
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Raised, on a thread of the board's own, after <see cref="Status"/> or <see cref="Failure"/> changed.</summary>
    public event Action? Changed;

    /// <summary>The newest status known, or null before the first answer.</summary>
    public MeshStatus? Status { get; private set; }

    /// <summary>Why the newest reading failed, or null when it did not.</summary>
    public string? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(meshEvent =>
        {
            if (meshEvent.Type != MeshEvents.RatingsRecorded)
            {
                _wishes.Writer.TryWrite(true);
            }
        });

        while (!stoppingToken.IsCancellationRequested)
        {
            await ReadAsync(stoppingToken);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var wish = _wishes.Reader.WaitToReadAsync(pause.Token).AsTask();
            await Task.WhenAny(wish, Task.Delay(Status is { Ready: true } && Failure is null ? PauseWhenReady : PauseWhenBusy, time, pause.Token));
            await pause.CancelAsync();
            _wishes.Reader.TryRead(out _);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            Status = await _gateway.ReadStatusAsync(cancellationToken);
            Failure = null;
        }
        catch (GatewayException exception)
        {
            Failure = exception.Message;
            Log.StatusUnknown(logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Changed?.Invoke();
    }
}
