using System.Diagnostics;
using System.Net.Http.Json;
using MovieMesh.Cluster.Tests;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

[assembly: AssemblyFixture(typeof(ClusterFixture))]

namespace MovieMesh.Cluster.Tests;

/// <summary>The services over a RabbitMQ of three nodes and a Redis with a replica, each process a child of the tests that can be killed.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("moviemesh-cluster-").FullName;
    private readonly List<ServiceServer> _services = [];

    public ClusterFixture() => Replica = new RedisServer(Master);

    public PostgresServer Postgres { get; } = new();

    public RabbitMqCluster Brokers { get; } = new();

    public RedisServer Master { get; } = new();

    public RedisServer Replica { get; }

    public ServiceServer Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var data = RunningMesh.GenerateDataAsync(_home, TestContext.Current.CancellationToken);
        await Task.WhenAll(Postgres.StartAsync(), Brokers.StartAsync(), Master.StartAsync(), Replica.StartAsync(), data);
        await MigrateAsync();
        _ = await StartAsync("Ingestion", [new("Dataset__Path", await data)]);

        // After the first training none is to come that no test asked for.
        var training = StartAsync("TrainingWorker", [new("Training__Retrain__Pause", "7.00:00:00")]);
        var (similarity, gateway) = (StartAsync("SimilarityWorker"), StartGatewayAsync());
        _ = (await training, await similarity);
        Gateway = await gateway;
        using var client = new HttpClient { BaseAddress = Gateway.Address };
        await Eventually.HoldsAsync(async () => (await client.GetFromJsonAsync<MeshStatus>("/api/status", GatewayJson.Options))!.Ready);
    }

    /// <summary>Starts a gateway, which knows nothing but what the stores tell it.</summary>
    public Task<ServiceServer> StartGatewayAsync() => StartAsync("QueryApi",
    [
        new("Keys__Folder", Path.Combine(_home, "keys")),
        new("Imports__Folder", Path.Combine(_home, "uploads")),
        new("Accounts__AdministratorEmail", RunningMesh.AdministratorEmail),
        new("Accounts__AdministratorPassword", RunningMesh.AdministratorPassword),
    ]);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        await Task.WhenAll(Postgres.DisposeAsync().AsTask(), Brokers.DisposeAsync().AsTask(), Master.DisposeAsync().AsTask(), Replica.DisposeAsync().AsTask());
        Directory.Delete(_home, recursive: true);
    }

    private async Task<ServiceServer> StartAsync(string folder, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var service = new ServiceServer(folder,
        [
            new("ConnectionStrings__ratingsdb", Postgres.ConnectionString),
            new("ConnectionStrings__messaging", Brokers.ConnectionString),
            new("ConnectionStrings__cache", Master.ConnectionStringWith(Replica)),
            .. settings,
        ]);
        _services.Add(service);
        await service.StartAsync();
        return service;
    }

    private async Task MigrateAsync()
    {
        using var migrations = Process.Start(new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("services/DatabaseMigrations")])
        {
            UseShellExecute = false,
            Environment = { ["ConnectionStrings__ratingsdb"] = Postgres.ConnectionString },
        })!;
        await migrations.WaitForExitAsync();
        Assert.Equal(0, migrations.ExitCode);
    }
}
