namespace MovieMesh.WebUI.Components.Shared;

/// <summary>Refreshes once for all that happened within a moment: scores follow the ratings by about as long, and ratings may come by the thousand.</summary>
/// <remarks>For one component, on its own dispatcher.</remarks>
internal sealed class Lull(TimeProvider time, Func<Task> refresh) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private bool _waiting;

    public async Task RefreshSoonAsync()
    {
        if (_waiting || _end.IsCancellationRequested)
        {
            return;
        }

        _waiting = true;
        await Task.Delay(Pause, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _waiting = false;
        await refresh();
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
