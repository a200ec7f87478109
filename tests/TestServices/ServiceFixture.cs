using System.Diagnostics;
using System.Text;
using MassTransit;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MovieMesh.Contracts;
using MovieMesh.Messaging;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;
using Xunit;

namespace MovieMesh.TestServices;

/// <summary>One service over real servers, in as many replicas as a test starts, and beside it a listener that plays the rest of the mesh.</summary>
/// <typeparam name="TProgram">The service's entry point.</typeparam>
public abstract class ServiceFixture<TProgram> : IAsyncLifetime
    where TProgram : class
{
    private const string DeadLetters = "dead-letters";

    private readonly Servers _servers = new();
    private IHost? _listener;
    private string _redis = "";

    /// <summary>The connection string of the ratings database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>The address of the broker.</summary>
    public string Broker { get; private set; } = "";

    /// <summary>What the listener heard.</summary>
    public Heard Heard { get; } = new();

    /// <summary>The listener's bus.</summary>
    public IBus Bus => Get<IBus>();

    /// <summary>The service's queues, which a reset empties.</summary>
    protected abstract IReadOnlyList<string> Queues { get; }

    /// <summary>The service's queues.</summary>
    public IReadOnlyList<string> AllQueues => Queues;

    /// <summary>The stores as the listener has them.</summary>
    public T Get<T>()
        where T : notnull => _listener!.Services.GetRequiredService<T>();

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        var (postgres, redis, rabbit) = (_servers.Postgres, _servers.Redis, _servers.RabbitMq);
        (Database, _redis, Broker) = ((await postgres).NewDatabase(), (await redis).ConnectionString, (await rabbit).ConnectionString);
        await RatingsDatabase.CreateIfMissingAsync(Database, CancellationToken.None);
        await RatingsDatabase.MigrateAsync(Database, CancellationToken.None);

        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(Connections().Select(connection => KeyValuePair.Create(connection.Key, (string?)connection.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddRatingsStore();
        builder.AddModelCache();
        builder.Services.AddSingleton(Heard);
        builder.AddMovieMeshBus("listener", bus =>
        {
            bus.AddReplicaConsumer<HeardConsumer<RatingsRecorded>>();
            bus.AddReplicaConsumer<HeardConsumer<DatasetImportProgressed>>();
            bus.AddReplicaConsumer<HeardConsumer<DatasetImported>>();
            bus.AddReplicaConsumer<HeardConsumer<TrainingStarted>>();
            bus.AddReplicaConsumer<HeardConsumer<EpochCompleted>>();
            bus.AddReplicaConsumer<HeardConsumer<ModelTrained>>();
            bus.AddReplicaConsumer<HeardConsumer<ModelPromoted>>();
            bus.AddReplicaConsumer<HeardConsumer<ModelRejected>>();
            bus.AddReplicaConsumer<HeardConsumer<ExperimentEnded>>();
            bus.AddReplicaConsumer<HeardConsumer<SimilaritiesPublished>>();
            bus.AddReplicaConsumer<HeardConsumer<SimilaritiesRefreshed>>();
        });
        _listener = builder.Build();
        await _listener.StartAsync();
        await ReadyAsync(_listener.Services);
    }

    /// <summary>Starts a replica of the service.</summary>
    /// <param name="settings">Its settings, beside the connection strings.</param>
    public Task<WebApplicationFactory<TProgram>> StartAsync(params IReadOnlyList<(string Key, string Value)> settings) => StartAsync(TimeProvider.System, settings);

    /// <summary>Starts a replica of the service by a clock of the test's own.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="settings">Its settings, beside the connection strings.</param>
    public async Task<WebApplicationFactory<TProgram>> StartAsync(TimeProvider clock, params IReadOnlyList<(string Key, string Value)> settings)
    {
        var service = new WebApplicationFactory<TProgram>().WithWebHostBuilder(builder =>
        {
            foreach (var (key, value) in Connections())
            {
                builder.UseSetting(key, value);
            }

            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureTestServices(services => services.AddSingleton(clock));
        });
        await ReadyAsync(service.Services);
        return service;
    }

    /// <summary>Starts a replica of the service in a process of its own, which can be killed.</summary>
    /// <param name="project">The service's folder, such as <c>services/Ingestion</c>.</param>
    /// <param name="settings">Its settings, beside the connection strings.</param>
    public Process StartProcess(string project, params IReadOnlyList<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.BuiltAssembly(project)]) { UseShellExecute = false, Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" } };
        foreach (var (key, value) in Connections().Concat(settings))
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Empties the stores and the service's queues, and sets the catalogue to so many movies. No replica may be running.</summary>
    public async Task ResetAsync(int movies)
    {
        await using (var command = Get<NpgsqlDataSource>().CreateCommand(
            """
            TRUNCATE ratings, movies, links, tags, movie_statistics, user_statistics, datasets, model_epochs, model_runs, prequential_scores, feedback, experiments, dead_letters;
            INSERT INTO movies (id, title, original_title, year, genres) SELECT id, 'Movie ' || id, 'Movie ' || id, NULL, '{}' FROM generate_series(1, $1) AS id;
            """.Replace("$1", movies.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)))
        {
            await command.ExecuteNonQueryAsync();
        }

        await FlushAsync("*");
        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        foreach (var queue in Queues.Append(DeadLetters))
        {
            await OnQueueAsync(connection, channel => channel.QueuePurgeAsync(queue));
        }

        Heard.Clear();
    }

    /// <summary>Deletes the keys of Redis that match a pattern, all at once, as a flush would.</summary>
    public async Task FlushAsync(string pattern)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(_redis);
        var keys = redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: pattern).ToArray();
        await redis.GetDatabase().KeyDeleteAsync(keys);
    }

    /// <summary>Whether a key of Redis is there and does not expire.</summary>
    public async Task<bool> StaysAsync(string key)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(_redis);
        return await redis.GetDatabase().KeyExistsAsync(key) && await redis.GetDatabase().KeyTimeToLiveAsync(key) is null;
    }

    /// <summary>Takes all dead letters that came from a queue and that nobody collected, and drops the others: what MassTransit says of the failure, and the body.</summary>
    public async Task<IReadOnlyList<(string Reason, string Body)>> TakeDeadLettersAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        var letters = new List<(string, string)>();
        await OnQueueAsync(connection, async channel =>
        {
            while (await channel.BasicGetAsync(DeadLetters, autoAck: true) is { } letter)
            {
                var headers = letter.BasicProperties.Headers!;
                if (new Uri(Encoding.UTF8.GetString((byte[])headers["MT-Fault-InputAddress"]!)).Segments[^1] == queue)
                {
                    letters.Add((Encoding.UTF8.GetString((byte[])headers["MT-Fault-Message"]!), Encoding.UTF8.GetString(letter.Body.Span)));
                }
            }
        });
        return letters;
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.StopAsync();
            _listener.Dispose();
        }

        await _servers.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task ReadyAsync(IServiceProvider services) =>
        await services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(90));

    // A queue that does not exist yet has nothing in it; asking for it closes the channel.
    private static async Task OnQueueAsync(IConnection connection, Func<IChannel, Task> act)
    {
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            await act(channel);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
        }
    }

    private IEnumerable<(string Key, string Value)> Connections() =>
        [("ConnectionStrings:ratingsdb", Database), ("ConnectionStrings:cache", _redis), ("ConnectionStrings:messaging", Broker)];
}
