using System.Threading.Channels;

namespace MovieMesh.QueryApi;

/// <summary>Wakes one waiting loop; calls that come while it is busy count as one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _calls.Writer.TryWrite(true);

    /// <summary>Returns when it is set, or after some time.</summary>
    /// <returns>Whether it was set.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => bounded.Cancel(), null, atMost, Timeout.InfiniteTimeSpan);
        try
        {
            return await _calls.Reader.ReadAsync(bounded.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
