using System.Diagnostics;
using System.Globalization;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>Rates as fast as it is answered, and counts the answers.</summary>
internal sealed class OverloadBench(Uri gateway, string accessToken, int[] movies)
{
    private const int FirstUser = 680_000_000;
    private const int Users = 1_000;

    private long _accepted;
    private long _refused;
    private long _otherwise;
    private long _slowest;

    public long Accepted => _accepted;

    /// <summary>Answered 503.</summary>
    public long Refused => _refused;

    public long Otherwise => _otherwise;

    public TimeSpan Slowest => new(_slowest);

    public async Task RunAsync(int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                using var line = new HttpLine(gateway, accessToken);
                await line.ConnectAsync(cancellationToken);
                while (clock.Elapsed < duration)
                {
                    await SendAsync(line, Interlocked.Increment(ref next), cancellationToken);
                }
            },
            cancellationToken)));
    }

    private async Task SendAsync(HttpLine line, int number, CancellationToken cancellationToken)
    {
        var request = line.Request(
            "PUT", $"/api/users/{FirstUser + (number % Users)}/ratings/{movies[number / Users % movies.Length]}", string.Create(CultureInfo.InvariantCulture, $$"""{"stars":{{0.5f * (1 + (number * 7 % 10))}}}"""));
        var sent = Stopwatch.GetTimestamp();
        var (status, _) = await line.SendAsync(request, readAnswer: false, cancellationToken);
        var took = Stopwatch.GetElapsedTime(sent).Ticks;
        for (var known = Interlocked.Read(ref _slowest); took > known; known = Interlocked.Read(ref _slowest))
        {
            Interlocked.CompareExchange(ref _slowest, took, known);
        }

        _ = status switch
        {
            202 => Interlocked.Increment(ref _accepted),
            503 => Interlocked.Increment(ref _refused),
            _ => Interlocked.Increment(ref _otherwise),
        };
    }
}
