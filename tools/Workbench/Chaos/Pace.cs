using System.Diagnostics;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Lets somebody act once an interval; turns that were missed while one took long are not made up for.</summary>
internal sealed class Pace(TimeSpan interval, double phase)
{
    private TimeSpan _next = interval * phase;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <returns>False when it is enough.</returns>
    public async Task<bool> WaitAsync(CancellationToken enough)
    {
        try
        {
            if (_next - _clock.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early, enough);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        _next += interval;
        if (_next < _clock.Elapsed)
        {
            _next = _clock.Elapsed;
        }

        return !enough.IsCancellationRequested;
    }
}
