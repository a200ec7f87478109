using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MovieMesh.Contracts.Api;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>Sends ratings at a steady rate, whether or not earlier ones are seen by then, and reads each one's user with its token.</summary>
internal sealed class FreshnessBench(Uri gateway, string accessToken, int[] movies)
{
    /// <summary>More at once than the target latency needs at the highest rate; connections wait, not ratings.</summary>
    private const int Connections = 64;
    private const int RatingsPerUser = 10;

    private static readonly TimeSpan RefreshPatience = TimeSpan.FromSeconds(10);

    /// <summary>Above every data set's users and below the visitors; each run takes others.</summary>
    private readonly int _firstUser = 900_000_000 + (int)(Stopwatch.GetTimestamp() / 1_000 % 1_900 * 50_000);

    public async Task<FreshnessFigure> RunAsync(int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (accepting, seeing, queueing) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var toldAt = new ConcurrentDictionary<(int User, int Movie), long>();
        using var client = new HttpClient { BaseAddress = gateway };
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var refreshes = new RefreshListener(client);
        var listening = await refreshes.StartAsync(enough.Token);
        var (next, missed) = (-1, 0L);
        var total = (int)(rate * duration.TotalSeconds);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(
            async () =>
            {
                using var line = new HttpLine(gateway, accessToken);
                await line.ConnectAsync(cancellationToken);
                for (var i = Interlocked.Increment(ref next); i < total; i = Interlocked.Increment(ref next))
                {
                    var due = TimeSpan.FromSeconds((double)i / rate);
                    if (due - clock.Elapsed is { Ticks: > 0 } early)
                    {
                        await Task.Delay(early, cancellationToken);
                    }

                    var (user, movie) = (_firstUser + (i / RatingsPerUser), movies[i % movies.Length]);
                    queueing.Add((clock.Elapsed - due).TotalMilliseconds);
                    var sent = Stopwatch.GetTimestamp();
                    var accepted = await SendAsync<RatingAccepted>(
                        line, "PUT", $"/api/users/{user}/ratings/{movie}", string.Create(CultureInfo.InvariantCulture, $$"""{"stars":{{0.5f * (1 + (i * 7 % 10))}}}"""), cancellationToken);
                    accepting.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    var told = toldAt[(user, movie)] = Stopwatch.GetTimestamp();
                    var list = await SendAsync<Recommendations>(line, "GET", $"/api/users/{user}/recommendations?count=20&token={accepted.Token}", "", cancellationToken);
                    if (list is { SeesToken: true, BasedOnRatings: > 0 })
                    {
                        seeing.Add(Stopwatch.GetElapsedTime(told).TotalMilliseconds);
                    }
                    else
                    {
                        Interlocked.Increment(ref missed);
                    }
                }
            },
            cancellationToken)));
        var elapsed = clock.Elapsed;
        bool IsRefreshed((int User, int Movie) rating) => refreshes.RefreshedAt(rating.User, rating.Movie) is not null;
        while (clock.Elapsed - elapsed < RefreshPatience && !toldAt.Keys.All(IsRefreshed))
        {
            await Task.Delay(RefreshPatience / 100, cancellationToken);
        }

        await enough.CancelAsync();
        await listening;
        var refreshing = new ConcurrentBag<double>(
            from told in toldAt where IsRefreshed(told.Key) select Stopwatch.GetElapsedTime(told.Value, refreshes.RefreshedAt(told.Key.User, told.Key.Movie)!.Value).TotalMilliseconds);
        return new FreshnessFigure(accepting.Count, missed, elapsed, Of(accepting), Of(seeing), Of(refreshing), toldAt.Count - refreshing.Count, Of(queueing));
    }

    private static Percentiles Of(ConcurrentBag<double> milliseconds) => Percentiles.Of([.. milliseconds.Order()]);

    private static async Task<T> SendAsync<T>(HttpLine line, string method, string path, string json, CancellationToken cancellationToken)
    {
        var (status, answer) = await line.SendAsync(line.Request(method, path, json), readAnswer: true, cancellationToken);
        return status is 200 or 202
            ? JsonSerializer.Deserialize<T>(answer, WatchCommand.Json)!
            : throw new HttpRequestException($"{method} {path} was answered {status}: {answer}");
    }
}
