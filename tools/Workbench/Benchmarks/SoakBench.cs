using System.Diagnostics;
using System.Globalization;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>Rates at a steady rate, always the same movies by the same users, so that the data do not grow and memory has no reason to; and reads a list for every few ratings.</summary>
internal sealed class SoakBench(Uri gateway, Func<CancellationToken, Task<string>> signIn, int[] movies)
{
    private const int Connections = 32;
    private const int FirstUser = 690_000_000;
    private const int Users = 200;
    private const int RatingsPerRead = 10;

    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(8);

    private long _sent;
    private long _accepted;

    public long Sent => _sent;

    public long Accepted => _accepted;

    public async Task RunAsync(int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var next = -1;
        while (clock.Elapsed < duration)
        {
            // An access token is good for a quarter of an hour.
            var token = await signIn(cancellationToken);
            var until = clock.Elapsed + TokenLife < duration ? clock.Elapsed + TokenLife : duration;
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(
                async () =>
                {
                    using var line = new HttpLine(gateway, token);
                    await line.ConnectAsync(cancellationToken);
                    while (clock.Elapsed < until)
                    {
                        await SendAsync(line, Interlocked.Increment(ref next), rate, clock, cancellationToken);
                    }
                },
                cancellationToken)));
        }
    }

    private async Task SendAsync(HttpLine line, int number, int rate, Stopwatch clock, CancellationToken cancellationToken)
    {
        if (TimeSpan.FromSeconds((double)number / rate) - clock.Elapsed is { Ticks: > 0 } early)
        {
            await Task.Delay(early, cancellationToken);
        }

        var (user, movie) = (FirstUser + (number % Users), movies[number / Users % movies.Length]);
        var (status, _) = await line.SendAsync(
            line.Request("PUT", $"/api/users/{user}/ratings/{movie}", string.Create(CultureInfo.InvariantCulture, $$"""{"stars":{{0.5f * (1 + (number * 7 % 10))}}}""")), readAnswer: false, cancellationToken);
        Interlocked.Increment(ref _sent);
        if (status == 202)
        {
            Interlocked.Increment(ref _accepted);
        }

        if (number % RatingsPerRead == 0)
        {
            await line.SendAsync(line.Request("GET", $"/api/users/{user}/recommendations?count=20", ""), readAnswer: false, cancellationToken);
        }
    }
}
