using System.Diagnostics;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;

namespace MovieMesh.Workbench.Chaos;

/// <summary>What people do with the mesh meanwhile: rate, change their mind, take back, look at what they rated, read lists, and train.</summary>
/// <remarks>What is asked for is decided by the seed; which of it is answered how, by the mesh.</remarks>
internal sealed class ChaosLoad(MeshClient client, Ledger ledger, ReadLog reads, int[] movies, int seed, int rate)
{
    private const int Writers = 16;
    private const int Readers = 16;
    private const int BulkSize = 50;
    private const int RatingsPerUser = 20;
    private const int UsersPerWriter = 100_000;

    private static readonly TimeSpan BulkInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TrainingInterval = TimeSpan.FromSeconds(45);

    /// <summary>Above every data set's users and those of the benchmarks, below the visitors; each run takes others.</summary>
    private readonly int _firstUser = 700_000_000 + (int)(Stopwatch.GetTimestamp() / 1_000 % 50 * Writers * UsersPerWriter);

    /// <summary>Writes and reads until cancelled; what is under way then is waited for.</summary>
    public Task RunAsync(CancellationToken enough) => Task.WhenAll(
    [
        .. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, enough), CancellationToken.None)),
        .. Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(reader, enough), CancellationToken.None)),
        Task.Run(() => WriteManyAsync(enough), CancellationToken.None),
        Task.Run(() => TrainAsync(enough), CancellationToken.None),
    ]);

    private async Task WriteAsync(int writer, CancellationToken enough)
    {
        var random = Dice(writer);
        var mine = new List<(int UserId, int MovieId)>();
        var seen = new Sights([], []);
        var pace = new Pace(TimeSpan.FromSeconds((double)Writers / rate), random.NextDouble());
        while (await pace.WaitAsync(enough))
        {
            var dice = random.NextDouble();
            if (dice < 0.75 || mine.Count == 0)
            {
                var pair = (_firstUser + (writer * UsersPerWriter) + (mine.Count / RatingsPerUser), movies[mine.Count % movies.Length]);
                mine.Add(pair);
                await RateAsync(pair, Stars(random), random.NextDouble() < 0.2, seen);
            }
            else if (dice < 0.85)
            {
                await RateAsync(mine[random.Next(mine.Count)], Stars(random), random.NextDouble() < 0.2, seen);
            }
            else if (dice < 0.93)
            {
                await RateAsync(mine[random.Next(mine.Count)], null, false, seen);
            }
            else
            {
                await LookAsync(mine[random.Next(mine.Count)], null, seen);
            }
        }
    }

    /// <summary>The same for the same seed in every process, which a hash code is not.</summary>
    private Random Dice(int worker) => new(unchecked((seed * 1_000_003) + worker));

    private static float Stars(Random random) => 0.5f * (1 + random.Next(10));

    private async Task RateAsync((int UserId, int MovieId) pair, float? stars, bool isReadBack, Sights seen)
    {
        var path = FormattableString.Invariant($"/api/users/{pair.UserId}/ratings/{pair.MovieId}");
        var sentAt = DateTimeOffset.UtcNow;
        var answer = stars is { } given
            ? await client.SendAsync(HttpMethod.Put, path, new RateMovie { Stars = given }, MeshClient.WritePatience, CancellationToken.None)
            : await client.SendAsync(HttpMethod.Delete, path, null, MeshClient.WritePatience, CancellationToken.None);
        var accepted = answer.Status == 202 ? answer.Read<RatingAccepted>() : null;
        ledger.Add(pair.UserId, pair.MovieId, new Attempt(stars, sentAt, accepted?.RatedAt), OutcomeOf(answer));
        if (stars is null)
        {
            // From some moment on there is nothing to see; without an answer, nobody knows from which.
            seen.TakenBack[pair] = accepted?.RatedAt ?? DateTimeOffset.MaxValue;
        }

        if (accepted is not null && isReadBack)
        {
            await LookAsync(pair, accepted.Token, seen);
        }
    }

    /// <summary>Reads a rating; an earlier read of the same sender has not seen more than this one, unless it says that it may know less.</summary>
    private async Task LookAsync((int UserId, int MovieId) pair, string? token, Sights seen)
    {
        var path = FormattableString.Invariant($"/api/users/{pair.UserId}/ratings/{pair.MovieId}{(token is null ? "" : $"?token={token}")}");
        var answer = await ReadAsync(path, mayBeMissing: true);
        if (answer.Status is not 200 and not 404 || IsStale(answer))
        {
            return;
        }

        var ratedAt = answer.Status == 200 ? answer.Read<UserRating>().RatedAt : (DateTimeOffset?)null;
        if (seen.Rated.TryGetValue(pair, out var before) && (ratedAt < before || (ratedAt is null && before > seen.TakenBack.GetValueOrDefault(pair))))
        {
            ledger.WentBackwards();
        }

        if (ratedAt is { } now)
        {
            seen.Rated[pair] = now;
        }
    }

    private async Task WriteManyAsync(CancellationToken enough)
    {
        var random = Dice(Writers);
        var user = _firstUser + (Writers * UsersPerWriter) - UsersPerWriter + (UsersPerWriter / 2);
        var pace = new Pace(BulkInterval, 0.5);
        while (await pace.WaitAsync(enough))
        {
            user++;
            var ratings = movies.Take(BulkSize).Select(movie => new UserStars { UserId = user, MovieId = movie, Stars = Stars(random) }).ToArray();
            var sentAt = DateTimeOffset.UtcNow;
            var answer = await client.SendAsync(HttpMethod.Post, "/api/ratings", new RateMovies { Ratings = ratings }, MeshClient.WritePatience, CancellationToken.None);
            var accepted = answer.Status == 202 ? answer.Read<RatingsAccepted>() : null;
            foreach (var rating in ratings)
            {
                ledger.Add(rating.UserId, rating.MovieId, new Attempt(rating.Stars, sentAt, accepted?.RatedAt), OutcomeOf(answer));
            }
        }
    }

    private async Task TrainAsync(CancellationToken enough)
    {
        var pace = new Pace(TrainingInterval, 0);
        while (await pace.WaitAsync(enough))
        {
            var answer = await client.SendAsync(HttpMethod.Post, "/api/models/train", new RequestTraining(), MeshClient.WritePatience, CancellationToken.None);
            if (answer.Status == 202)
            {
                ledger.AddTraining(answer.Read<TrainingAccepted>().RequestId);
            }
        }
    }

    private async Task ReadAsync(int reader, CancellationToken enough)
    {
        var random = Dice(Writers + 1 + reader);
        var pace = new Pace(TimeSpan.FromSeconds((double)Readers / rate), random.NextDouble());
        while (await pace.WaitAsync(enough))
        {
            await ReadAsync(Path(random), mayBeMissing: false);
        }
    }

    private string Path(Random random)
    {
        var movie = movies[random.Next(movies.Length)];
        var user = random.Next(2) == 0 ? 1 + random.Next(500) : _firstUser + (random.Next(Writers) * UsersPerWriter) + random.Next(20);
        return random.Next(12) switch
        {
            < 4 => FormattableString.Invariant($"/api/users/{user}/recommendations?count=10"),
            4 or 5 => FormattableString.Invariant($"/api/movies/{movie}/similar?measure={SimilarityMeasures.All[random.Next(SimilarityMeasures.All.Count)]}"),
            6 => FormattableString.Invariant($"/api/movies/{movie}"),
            7 => "/api/lists/popular?count=20",
            8 => "/api/movies?search=the&pageSize=10",
            9 => FormattableString.Invariant($"/api/users/{user}/ratings?pageSize=10"),
            10 => FormattableString.Invariant($"/api/users/{user}/profile"),
            _ => FormattableString.Invariant($"/api/predictions/{user}/{movie}"),
        };
    }

    private async Task<MeshClient.Answer> ReadAsync(string path, bool mayBeMissing)
    {
        var fault = reads.Fault;
        var answer = await client.SendAsync(HttpMethod.Get, path, null, MeshClient.ReadPatience, CancellationToken.None);
        reads.Add(
            fault,
            answer.IsOk || (mayBeMissing && answer.Status == 404),
            IsStale(answer),
            answer.Took.TotalMilliseconds,
            $"GET {path}: {(answer.Status == 0 ? answer.Body : answer.Status)}");
        return answer;
    }

    private static bool IsStale(MeshClient.Answer answer) => answer.Body.Contains("\"stale\":true", StringComparison.Ordinal);

    private static Outcome OutcomeOf(MeshClient.Answer answer) => answer switch
    {
        { Status: 202 } => Outcome.Accepted,
        { Status: 503, HasRetryAfter: true } => Outcome.Refused,
        { Status: 0 } => Outcome.Unanswered,
        _ => Outcome.Failed,
    };

    /// <param name="Rated">When what was last seen of a rating was given.</param>
    /// <param name="TakenBack">When a rating was last taken back.</param>
    private sealed record Sights(Dictionary<(int UserId, int MovieId), DateTimeOffset> Rated, Dictionary<(int UserId, int MovieId), DateTimeOffset> TakenBack);
}
