using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>Hears from a gateway when the similar lists of a movie know a rating of it.</summary>
internal sealed class RefreshListener(HttpClient client)
{
    private const string DataPrefix = "data: ";

    // Ratings that are stored and not yet in their movie's lists.
    private readonly Dictionary<int, List<(int UserId, long Sequence)>> _waiting = [];
    private readonly ConcurrentDictionary<(int UserId, int MovieId), long> _refreshed = new();

    /// <summary>When the lists of a rating's movie were heard to know it, as a timestamp; null while they do not.</summary>
    public long? RefreshedAt(int userId, int movieId) => _refreshed.TryGetValue((userId, movieId), out var at) ? at : null;

    /// <summary>Begins to listen.</summary>
    /// <returns>The listening, which ends when cancelled.</returns>
    public async Task<Task> StartAsync(CancellationToken cancellationToken)
    {
        var stream = await client.GetStreamAsync("/api/events?types=ratings-recorded,similarities-refreshed", cancellationToken);
        return ListenAsync(stream, cancellationToken);
    }

    private async Task ListenAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        try
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith(DataPrefix, StringComparison.Ordinal))
                {
                    using var document = JsonDocument.Parse(line.AsMemory(DataPrefix.Length));
                    Take(document.RootElement.GetProperty("data"));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Enough was heard.
        }
    }

    private void Take(JsonElement data)
    {
        if (data.TryGetProperty("ratings", out var ratings))
        {
            foreach (var rating in ratings.EnumerateArray())
            {
                var movie = rating.GetProperty("movieId").GetInt32();
                if (!_waiting.TryGetValue(movie, out var waiting))
                {
                    _waiting.Add(movie, waiting = []);
                }

                waiting.Add((rating.GetProperty("userId").GetInt32(), rating.GetProperty("sequence").GetInt64()));
            }

            return;
        }

        var (now, last) = (Stopwatch.GetTimestamp(), data.GetProperty("lastSequence").GetInt64());
        foreach (var movie in data.GetProperty("movieIds").EnumerateArray().Select(id => id.GetInt32()))
        {
            if (_waiting.TryGetValue(movie, out var waiting))
            {
                waiting.RemoveAll(one => one.Sequence <= last && _refreshed.TryAdd((one.UserId, movie), now));
            }
        }
    }
}
