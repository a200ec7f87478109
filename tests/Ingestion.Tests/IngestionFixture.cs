using System.Text;
using MassTransit;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Contracts;
using MovieMesh.Ingestion.Tests;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using Npgsql;
using RabbitMQ.Client;

[assembly: AssemblyFixture(typeof(IngestionFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MovieMesh.Ingestion.Tests;

/// <summary>The service itself over real servers, and a listener beside it.</summary>
public sealed class IngestionFixture : IAsyncLifetime
{
    private readonly Servers _servers = new();
    private WebApplicationFactory<Program>? _service;
    private IHost? _listener;

    public string Database { get; private set; } = "";

    public string Broker { get; private set; } = "";

    public Heard Heard { get; } = new();

    public IBus Bus => _listener!.Services.GetRequiredService<IBus>();

    public T Get<T>()
        where T : notnull => _service!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        Broker = (await _servers.RabbitMq).ConnectionString;
        Database = (await _servers.Postgres).NewDatabase();
        await RatingsDatabase.CreateIfMissingAsync(Database, CancellationToken.None);
        await RatingsDatabase.MigrateAsync(Database, CancellationToken.None);

        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:messaging", Broker)]);
        builder.Services.AddSingleton(Heard);
        builder.AddMovieMeshBus("ingestion-tests", bus => bus.AddReplicaConsumer<HeardConsumer>());
        _listener = builder.Build();
        await _listener.StartAsync();
        await _listener.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(90));

        _service = CreateService([]);
        await _service.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(90));
    }

    public Task PublishAllAsync(IEnumerable<SubmitRating> submissions) => Task.WhenAll(submissions.Select(submission => Bus.Publish(submission)));

    /// <summary>Another replica of the service.</summary>
    public WebApplicationFactory<Program> CreateService(IEnumerable<KeyValuePair<string, string>> settings) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("ConnectionStrings:ratingsdb", Database);
            builder.UseSetting("ConnectionStrings:messaging", Broker);
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        });

    /// <summary>Empties the store, and sets the catalogue to movies 1 to 10.</summary>
    public async Task ResetAsync()
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(
            """
            TRUNCATE ratings, movies, links, tags, movie_statistics, user_statistics, datasets;
            INSERT INTO movies (id, title, original_title, year, genres) SELECT id, 'Movie ' || id, 'Movie ' || id, NULL, '{}' FROM generate_series(1, 10) AS id;
            """);
        await command.ExecuteNonQueryAsync();
        Heard.Clear();
    }

    /// <summary>Takes all dead letters of a queue: what MassTransit says of the failure, and the body.</summary>
    public async Task<IReadOnlyList<(string Reason, string Body)>> TakeDeadLettersAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var letters = new List<(string, string)>();
        try
        {
            while (await channel.BasicGetAsync($"{queue}_error", autoAck: true) is { } letter)
            {
                letters.Add((Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers!["MT-Fault-Message"]!), Encoding.UTF8.GetString(letter.Body.Span)));
            }
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            // There is no such queue before the first dead letter.
        }

        return letters;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        if (_listener is not null)
        {
            await _listener.StopAsync();
            _listener.Dispose();
        }

        await _servers.DisposeAsync();
    }
}
