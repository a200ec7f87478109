using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using MovieMesh.Contracts.Api;
using MovieMesh.Datasets;
using MovieMesh.Storage.Ratings;
using MovieMesh.Workbench.Backups;
using Npgsql;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>Ratings per second through the gateway into PostgreSQL, one by one and in bulk, and the importer beside the server's own copy.</summary>
internal sealed class IngestBench(Uri gateway, string accessToken, NpgsqlDataSource database)
{
    /// <summary>Above every data set's users and below the visitors; each run takes others, so that every rating is a new one.</summary>
    private const int FirstUser = 500_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int _firstUser = FirstUser + (int)(Stopwatch.GetTimestamp() / 1_000 % 4_000 * 100_000);

    private int[] _movies = [];
    private int _next;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        _movies = [.. (await client.GetFromJsonAsync<MovieSummary[]>("/api/lists/popular?count=200", WatchCommand.Json, cancellationToken))!.Select(movie => movie.Id)];
        if (_movies.Length == 0)
        {
            throw new InvalidDataException("The mesh has no rated movies.");
        }
    }

    /// <summary>Many connections, each sending its next rating when the last was answered 202.</summary>
    public Task<IngestFigure> SingleAsync(int connections, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(
            "single",
            connections,
            duration,
            line =>
            {
                var (user, movie, stars) = Next();
                return (line.Request("PUT", $"/api/users/{user}/ratings/{movie}", string.Create(CultureInfo.InvariantCulture, $$"""{"stars":{{stars}}}""")), 1);
            },
            cancellationToken);

    /// <summary>A few connections, each sending so many ratings at once.</summary>
    public Task<IngestFigure> BulkAsync(int connections, int size, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(
            "bulk",
            connections,
            duration,
            line =>
            {
                var json = new StringBuilder("{\"ratings\":[");
                for (var i = 0; i < size; i++)
                {
                    var (user, movie, stars) = Next();
                    json.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}}{"userId":{{user}},"movieId":{{movie}},"stars":{{stars}}}""");
                }

                return (line.Request("POST", "/api/ratings", json.Append("]}").ToString()), size);
            },
            cancellationToken);

    /// <summary>The same rows into the same table, by the server's own <c>\copy</c> and by the importer, in a database of their own on the same server.</summary>
    public async Task<(double CopyPerSecond, double ImportPerSecond, long Ratings)> ImportAsync(string connectionString, GeneratorShape shape, CancellationToken cancellationToken)
    {
        var scratch = new NpgsqlConnectionStringBuilder(connectionString) { Database = "moviemesh_bench_ingest" }.ConnectionString;
        var folder = Directory.CreateTempSubdirectory("moviemesh-ingest-").FullName;
        try
        {
            await DatasetGenerator.GenerateAsync(shape, Path.Combine(folder, "set"), DatasetGenerator.DefaultSeed, progress: null, cancellationToken);
            await DropAsync(cancellationToken);
            await RatingsDatabase.CreateIfMissingAsync(scratch, cancellationToken);
            await RatingsDatabase.MigrateAsync(scratch, cancellationToken);
            await using var source = NpgsqlDataSource.Create(scratch);
            var file = Path.Combine(folder, "copy.csv");
            using (var dataset = Dataset.Open(Path.Combine(folder, "set")))
            {
                await WriteCopyAsync(dataset, file, cancellationToken);
            }

            var copy = Stopwatch.StartNew();
            await PostgresTool.RunAsync("psql", ["--no-psqlrc", "--quiet", "--command", $"\\copy ratings (rated_at, user_id, movie_id, stars) FROM '{file}' WITH (FORMAT csv)"], scratch, cancellationToken);
            copy.Stop();
            var rows = await CountAsync(source, 0, cancellationToken);
            await using (var truncate = source.CreateCommand("TRUNCATE ratings; CHECKPOINT"))
            {
                await truncate.ExecuteNonQueryAsync(cancellationToken);
            }

            using var set = Dataset.Open(Path.Combine(folder, "set"));
            var import = Stopwatch.StartNew();
            var result = await new DatasetImporter(source).ImportAsync(set, _ => Task.CompletedTask, cancellationToken);
            import.Stop();
            return result.Ratings == rows
                ? (rows / copy.Elapsed.TotalSeconds, rows / import.Elapsed.TotalSeconds, rows)
                : throw new InvalidDataException($"The copy stored {rows} ratings and the import {result.Ratings}.");
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await DropAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteCopyAsync(Dataset dataset, string file, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(file);
        foreach (var rating in dataset.ReadRatings())
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(rating.UnixSeconds):yyyy-MM-dd HH:mm:ss}+00,{rating.UserId},{rating.MovieId},{rating.Stars}\n"));
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, long after, CancellationToken cancellationToken) =>
        (await new RatingStore(source).CountChangesAsync(after, cancellationToken)).Changes;

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        await using var drop = database.CreateCommand("DROP DATABASE IF EXISTS moviemesh_bench_ingest WITH (FORCE)");
        await drop.ExecuteNonQueryAsync(cancellationToken);
    }

    private (int User, int Movie, float Stars) Next()
    {
        var number = Interlocked.Increment(ref _next);
        return (_firstUser + (number / _movies.Length), _movies[number % _movies.Length], 0.5f * (1 + (number * 7 % 10)));
    }

    private async Task<IngestFigure> RunAsync(
        string name, int connections, TimeSpan duration, Func<HttpLine, (byte[] Request, int Ratings)> next, CancellationToken cancellationToken)
    {
        var store = new RatingStore(database);
        var (_, before) = await store.CountChangesAsync(0, cancellationToken);
        var clock = Stopwatch.StartNew();
        var latencies = new List<double>[connections];
        var accepted = 0L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(
            async () =>
            {
                var mine = latencies[connection] = [];
                using var line = new HttpLine(gateway, accessToken);
                await line.ConnectAsync(cancellationToken);
                while (clock.Elapsed < duration)
                {
                    var (request, ratings) = next(line);
                    var sent = Stopwatch.GetTimestamp();
                    var (status, answer) = await line.SendAsync(request, readAnswer: false, cancellationToken);
                    if (status != 202)
                    {
                        throw new HttpRequestException($"The gateway answered {answer}");
                    }

                    mine.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    Interlocked.Add(ref accepted, ratings);
                }
            },
            cancellationToken)));
        var sending = clock.Elapsed;
        long stored;
        while ((stored = (await store.CountChangesAsync(before, cancellationToken)).Changes) < accepted)
        {
            if (clock.Elapsed > sending + Patience)
            {
                break;
            }

            await Task.Delay(50, cancellationToken);
        }

        var sorted = latencies.SelectMany(own => own).Order().ToArray();
        return new IngestFigure(name, connections, accepted, Math.Min(stored, accepted), sending, clock.Elapsed, Percentiles.Of(sorted));
    }
}
