using System.Globalization;
using System.Text;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MovieMesh.Contracts;
using MovieMesh.Datasets;
using MovieMesh.Messaging;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using StackExchange.Redis;

namespace MovieMesh.QueryApi.Tests;

/// <summary>
/// Servers, and a data set in them with a taste to find: of sixty movies the first thirty are Action, the others Romance; of eighty users the even ones love Action and
/// cannot stand Romance, the odd ones the other way round. The rest of the mesh is played by one host beside the gateway.
/// </summary>
public sealed class World : IAsyncLifetime
{
    public const int Movies = 60;
    public const int ActionMovies = 30;
    public const int Users = 80;

    private readonly Servers _servers = new();
    private IHost? _host;

    public string Database { get; private set; } = "";

    public PostgresServer Postgres { get; private set; } = null!;

    public RedisServer Redis { get; private set; } = null!;

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public IBus Bus => Get<IBus>();

    public T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public Gateway CreateGateway(params IEnumerable<(string Key, string Value)> settings) =>
        new(Database, Redis.ConnectionString, RabbitMq.ConnectionString, isServer: false, settings);

    public Gateway CreateServer(params IEnumerable<(string Key, string Value)> settings) =>
        new(Database, Redis.ConnectionString, RabbitMq.ConnectionString, isServer: true, settings);

    public static bool IsAction(int movieId) => movieId <= ActionMovies;

    public async ValueTask InitializeAsync()
    {
        var (postgres, redis, rabbit) = (_servers.Postgres, _servers.Redis, _servers.RabbitMq);
        (Postgres, Redis, RabbitMq) = (await postgres, await redis, await rabbit);
        Database = Postgres.NewDatabase();
        await RatingsDatabase.CreateIfMissingAsync(Database, CancellationToken.None);
        await RatingsDatabase.MigrateAsync(Database, CancellationToken.None);

        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:ratingsdb", Database), new("ConnectionStrings:cache", Redis.ConnectionString), new("ConnectionStrings:messaging", RabbitMq.ConnectionString),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddRatingsStore();
        builder.AddModelCache();
        builder.Services.AddSingleton<Requests>();
        builder.AddMovieMeshBus("rest-of-the-mesh", bus => bus.AddConsumer<Recorder>());
        _host = builder.Build();
        await _host.StartAsync();
        await Get<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(90));
        await ImportAsync();
        await PromoteAsync(await TrainAsync());
    }

    /// <summary>Fits a model to what is in the store, and keeps it under a new version.</summary>
    public async Task<long> TrainAsync()
    {
        var columns = await Get<RatingStore>().ReadAllAsync(CancellationToken.None);
        var ratings = Enumerable.Range(0, columns.Count).Select(i => new Rating(columns.UserIds[i], columns.MovieIds[i], columns.Stars[i])).ToArray();
        var runs = Get<ModelRunStore>();
        var pair = new PairOptions { Ranker = "ials(factors=8;epochs=1)", Stars = "als(factors=8;epochs=4;itemRegularizationOffset=5)" };
        var settings = new Dictionary<string, string> { ["ranker"] = pair.Ranker, ["stars"] = pair.Stars, ["ranker.epochs"] = "1", ["stars.epochs"] = "4" };
        var run = await runs.StartAsync(Guid.NewGuid(), "pair", "test", settings, ratings.Length, columns.LastSequence, CancellationToken.None);
        pair.Seed = (ulong)run;
        var model = new PairTrainer(pair).Train(new TrainingData(RatingMatrix.Create(ratings)));
        await runs.AddEpochAsync(run, new StoredModelEpoch(1, 0.9, 0.95, 0.1, "ranker"), CancellationToken.None);
        await runs.AddEpochAsync(run, new StoredModelEpoch(2, 0.8, 0.85, 0.2, "stars"), CancellationToken.None);
        await Get<ModelCache>().SaveAsync(run, model.ToBytes(), CancellationToken.None);
        return run;
    }

    /// <summary>Makes a model the one that serves, as the trainer does.</summary>
    public async Task PromoteAsync(long version)
    {
        var previous = await Get<ModelRunStore>().PromoteAsync(version, new HeldOutAccuracy(0.85, 0.1), CancellationToken.None);
        await Get<ModelCache>().SetCurrentVersionAsync(version, CancellationToken.None);
        await Bus.Publish(new ModelPromoted { Version = version, PreviousVersion = previous, HeldOutRmse = 0.85 });
    }

    /// <summary>Takes a model out of the cache.</summary>
    public async Task ForgetModelAsync(long version)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await redis.GetDatabase().KeyDeleteAsync($"model:{version}");
    }

    /// <summary>Publishes similar lists: each movie's neighbours are the movies with the next ids.</summary>
    public async Task PublishSimilaritiesAsync(string measure, long version)
    {
        var lists = Enumerable.Range(1, Movies).Select(id => new SimilarList(id, [.. Enumerable.Range(id + 1, 5).Where(other => other <= Movies).Select(other => new ScoredMovie(other, 1f / other, other))])).ToList();
        await Get<SimilarityCache>().SaveBlockAsync(version, measure, block: 0, sequence: 0, lists, CancellationToken.None);
        await Get<SimilarityCache>().PublishAsync(version, measure, CancellationToken.None);
        await Bus.Publish(new SimilaritiesPublished { Version = version, Measure = measure, Movies = lists.Count });
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        await _servers.DisposeAsync();
    }

    private async Task ImportAsync()
    {
        var folder = Directory.CreateTempSubdirectory("moviemesh-world-");
        try
        {
            var set = folder.CreateSubdirectory("two-tastes").FullName;
            var random = new Random(3);
            var movies = new StringBuilder("movieId,title,genres\n");
            var links = new StringBuilder("movieId,imdbId,tmdbId\n");
            for (var id = 1; id <= Movies; id++)
            {
                movies.Append(CultureInfo.InvariantCulture, $"{id},\"{(IsAction(id) ? "Blast" : "Kiss")} Number {id}, The ({1950 + id})\",{(IsAction(id) ? "Action|Adventure" : "Romance")}\n");
                links.Append(CultureInfo.InvariantCulture, $"{id},{id + 1000:0000000},{id + 500}\n");
            }

            var ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
            for (var user = 1; user <= Users; user++)
            {
                foreach (var movie in Enumerable.Range(1, Movies).Where(_ => random.NextDouble() < 0.6))
                {
                    var stars = (user % 2 == 0) == IsAction(movie) ? 4 + (random.Next(3) / 2.0) : 1 + (random.Next(3) / 2.0);
                    ratings.Append(CultureInfo.InvariantCulture, $"{user},{movie},{stars},{1_500_000_000 + random.Next(1_000_000)}\n");
                }
            }

            await File.WriteAllTextAsync(Path.Combine(set, "movies.csv"), movies.ToString());
            await File.WriteAllTextAsync(Path.Combine(set, "links.csv"), links.ToString());
            await File.WriteAllTextAsync(Path.Combine(set, "tags.csv"), "userId,movieId,tag,timestamp\n1,1,Loud,1500000000\n2,1,loud,1500000000\n3,1,fast,1500000000\n");
            await File.WriteAllTextAsync(Path.Combine(set, "ratings.csv"), ratings.ToString());
            using var dataset = Dataset.Open(set);
            var result = await new DatasetImporter(Get<Npgsql.NpgsqlDataSource>()).ImportAsync(dataset, _ => Task.CompletedTask, CancellationToken.None);
            await Get<DatasetStore>().SaveAsync(
                new StoredDataset
                {
                    ImportId = Guid.NewGuid(),
                    Name = dataset.Name,
                    Path = set,
                    State = DatasetState.Imported,
                    Fraction = 1,
                    Movies = Movies,
                    Users = Users,
                    Ratings = result.Ratings,
                },
                CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
