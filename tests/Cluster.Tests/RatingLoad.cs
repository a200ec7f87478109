using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.Mesh.Tests;

namespace MovieMesh.Cluster.Tests;

/// <summary>Visitors who rate one movie after the other, each movie once, and what they were answered.</summary>
internal sealed class RatingLoad : IAsyncDisposable
{
    private const int Visitors = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Gateway _gateway;
    private readonly IReadOnlyList<MovieSummary> _movies;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(int UserId, int MovieId), float> _accepted = new();
    private readonly Task _visitors;
    private int _refused;
    private long _longestTicks;

    public RatingLoad(Gateway gateway, IReadOnlyList<MovieSummary> movies)
    {
        (_gateway, _movies) = (gateway, movies);
        _visitors = Task.WhenAll(Enumerable.Range(0, Visitors).Select(RateAsync));
    }

    /// <summary>The ratings that were answered 202.</summary>
    public IReadOnlyDictionary<(int UserId, int MovieId), float> Accepted => _accepted;

    /// <summary>How many were answered 503: of those nothing is known.</summary>
    public int Refused => _refused;

    /// <summary>The longest that one waited for its answer.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(_longestTicks);

    /// <summary>Ends the load.</summary>
    /// <exception cref="Exception">Some rating was answered in another way than by 202 or 503.</exception>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _visitors;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _visitors.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RateAsync(int place)
    {
        var random = new Random(place);
        while (!_stop.IsCancellationRequested)
        {
            var session = await _gateway.SendAsync<UserSession>(HttpMethod.Post, "/api/users");
            foreach (var movie in _movies.TakeWhile(_ => !_stop.IsCancellationRequested))
            {
                await RateAsync(session, movie.Id, random.Next(1, 11) / 2f);
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RateAsync(UserSession session, int movie, float stars)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/users/{session.User.Id}/ratings/{movie}") { Content = JsonContent.Create(new RateMovie { Stars = stars }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        var sent = Stopwatch.GetTimestamp();
        using var response = await _gateway.Http.SendAsync(request);
        var took = Stopwatch.GetElapsedTime(sent).Ticks;
        for (var longest = _longestTicks; took > longest; longest = _longestTicks)
        {
            Interlocked.CompareExchange(ref _longestTicks, took, longest);
        }

        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.NotNull(response.Headers.RetryAfter);
            Interlocked.Increment(ref _refused);
            return;
        }

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        _accepted[(session.User.Id, movie)] = stars;
    }
}
